/** The command line: a thin door over operations. It opens no database and reads no environment. */
export type { CliPorts, OnProgress, Site, Terminal } from "./cli-ports.ts";
export { cliReference } from "./cli-reference.ts";
export { printable, printableJson } from "./show/printable.ts";
export { reportThrown, runCli } from "./run-cli.ts";
