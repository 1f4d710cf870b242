/** `conclave member address add|remove`: other addresses of a member's, whose mail counts as theirs. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { memberAddressAdd, memberAddressDrop } from "#operations";
import type { OpenSession } from "../../open-session.ts";

export function addMemberAddresses(member: CommandUnknownOpts, open: OpenSession): void {
  const command = member
    .command("address")
    .description("Say which other addresses are a member's: what comes from them counts as theirs");
  for (const verb of ["add", "remove"] as const) {
    const [operation, says] =
      verb === "add"
        ? ([memberAddressAdd, "Take another address of somebody's; they are told, and not asked"] as const)
        : ([memberAddressDrop, "Let another address of somebody's count no more"] as const);
    command
      .command(verb)
      .description(says)
      .argument("<address>", "the address that posts go to")
      .argument("<other>", "the other one")
      .option("--list <list>", "on this list only; default: on all that the address is on")
      .action(async (address, other, { list }, used) => {
        const session = open(used);
        const input = { address, other, ...(list === undefined ? {} : { list }) };
        const done = await session.run(operation, input);
        const words = verb === "add" ? `counts as ${address}` : `does not count as ${address} any more`;
        session.print(done, ({ lists }) => `${other} ${words}, on ${lists.join(", ")}.`);
      });
  }
}
