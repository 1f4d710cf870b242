import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Session } from "./session.ts";

/** Every command opens its session when it runs, so that help and reference need no world. */
export type OpenSession = (command: CommandUnknownOpts) => Session;

/** Adds the commands of one noun. */
export type AddCommands = (program: CommandUnknownOpts, open: OpenSession) => void;
