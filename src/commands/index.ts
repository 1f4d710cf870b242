/**
 * Commands by mail: what the lines of a mail order, who asked for it and how far they proved to be that, and what is
 * answered. It runs operations and writes texts; it sends no mail, opens nothing sealed and knows no step of the pipeline.
 */
export { bringKey } from "./bring-key.ts";
export type { Asker, Brought, CommandResult, Desk, KeyMail, Known } from "./desk.ts";
export { messageText } from "./reading/message-text.ts";
export {
  MOST_COMMANDS,
  type ReadCommand,
  readCommands,
  readSubject,
  type ReadText,
} from "./reading/read-commands.ts";
export { type CommandName, SPELLINGS } from "./reading/spellings.ts";
export { spellOrder } from "./texts/spell-order.ts";
export { runCommands } from "./run-commands.ts";
export { helpLines, KEY_COMMANDS, VERBS } from "./verbs/table.ts";
