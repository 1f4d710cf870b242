/** The command line in this process, on a site that answers what a test says; it has no terminal to ask at. */
import { systemClock } from "#base";
import type { CliPorts, Site } from "../../src/cli/cli-ports.ts";
import { runCli } from "../../src/cli/run-cli.ts";

export interface CliRun {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

/** @param answers whatever else is asked fails */
export async function runCliOn(answers: Partial<Site>, words: readonly string[]): Promise<CliRun> {
  const said = { out: "", notes: "" };
  const notAsked = () => Promise.reject(new Error("not asked for"));
  const site: Site = {
    folder: "/site",
    call: notAsked,
    initialise: notAsked,
    serve: notAsked,
    config: notAsked,
    isServing: notAsked,
    texts: notAsked,
    ...answers,
  };
  const ports: CliPorts = {
    terminal: {
      out: (text) => void (said.out += text),
      note: (text) => void (said.notes += text),
      interactive: false,
      readStdin: notAsked,
      ask: notAsked,
      askSecret: notAsked,
    },
    clock: systemClock,
    version: "1.2.3",
    demo: notAsked,
    site: () => site,
  };
  return { status: await runCli(words, ports), ...said };
}
