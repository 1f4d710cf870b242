/** `conclave demo` */
import type { AddCommands } from "../../open-session.ts";
import { Unhealthy } from "../../show/show-findings.ts";

export const addDemoCommand: AddCommands = (program, open) => {
  program
    .command("demo")
    .description("Show on real mail what the server does, in a folder of its own that is removed afterwards")
    .action(async (_options, command) => {
      const { ports, terminal } = open(command);
      const held = await ports.demo((text) => terminal.out(text));
      if (!held) throw new Unhealthy("Something in the demo did not hold. Please report it.");
    });
};
