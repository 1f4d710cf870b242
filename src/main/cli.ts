/** The program `conclave`: hands the process's arguments, streams and environment to the command line. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { systemClock } from "#base";
import type { CliPorts } from "#cli";
import { serveAlone, wordsOfServe } from "./serve-alone.ts";
import { siteAccess } from "./site-access.ts";
import { processTerminal } from "./terminal.ts";

const DEFAULT_FOLDER = "conclave-data";

// Only the owner may read what this program writes, whatever the caller's umask.
process.umask(0o077);
// A reader that stops early, as in `conclave queue list | head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const ports: CliPorts = {
  terminal: processTerminal(),
  clock: systemClock,
  version: packageVersion(),
  demo: async (write) => {
    const { demo } = await import("./demo/demo.ts");
    return demo({ program: [process.execPath, ...process.execArgv, process.argv[1] ?? ""], write });
  },
  site: (folder) => siteAccess(resolve(folder ?? process.env["CONCLAVE_DATA"] ?? DEFAULT_FOLDER)),
};
const words = process.argv.slice(2);
const served = wordsOfServe(words);
process.exitCode = served
  ? await serveAlone(served.folder, ports)
  : await (await import("#cli")).runCli(words, ports);

function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
