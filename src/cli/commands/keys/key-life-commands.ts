/** `conclave key rotate`, `key compromised` and `list send-key`: changes that all members hear of. */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { inGroups } from "#base";
import { type ChangedKeys, KEY_FORMS, keyCompromised, keyRotate, keyTest, listSendKey } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { usageError } from "../../session.ts";
import { listKeyLines } from "../../show/show-list.ts";

const KINDS = ["openpgp", "smime", "both"] as const;

function schemes(kind: (typeof KINDS)[number] | undefined) {
  if (kind === undefined) return undefined;
  return kind === "both" ? (["openpgp", "smime"] as const) : ([kind] as const);
}

function schemeOption() {
  return new Option("--scheme <scheme>", "which kind; default: those that the list has").choices(KINDS);
}

export function addTest(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("test")
    .description("Send members a sealed mail that asks for an answer: who answers can read")
    .argument("<list>", "address of the list")
    .option("--member <address>", "only this member; default: everybody with a key")
    .action(async (list, { member }, command) => {
      const session = open(command);
      const input = { list, ...(member === undefined ? {} : { member }) };
      session.print(
        await session.run(keyTest, input),
        ({ tested }) => `${tested} mails are sealed and sent.`,
      );
      session.hint("Answers go to the owners, as other mail to them does.");
    });
}

export function addRotate(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("rotate")
    .description("Make new keys for a list and tell the members; the old ones open for old_key_days more")
    .argument("<list>", "address of the list")
    .addOption(schemeOption())
    .action(async (list, { scheme }, command) => {
      const session = open(command);
      const wanted = schemes(scheme);
      const input = { list, ...(wanted === undefined ? {} : { schemes: [...wanted] }) };
      session.print(await session.run(keyRotate, input), changedKeys);
      session.hint("Members get a mail that the new key and the old one signed.");
    });
}

export function addCompromised(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("compromised")
    .description(
      "Somebody else has a list's keys: they open nothing more, new ones are made, members are told",
    )
    .argument("<list>", "address of the list")
    .addOption(schemeOption())
    .option("--yes", "do it without asking")
    .action(async (list, { scheme, yes }, command) => {
      const session = open(command);
      if (yes !== true) await confirmed(session, list);
      const wanted = schemes(scheme);
      const input = { list, ...(wanted === undefined ? {} : { schemes: [...wanted] }) };
      const changed = await session.run(keyCompromised, input);
      session.print(changed, changedKeys);
      for (const fingerprint of changed.unpublished)
        session.hint(`Ask the authority that issued it to revoke ${inGroups(fingerprint)}`);
      session.hint("Give the new digits to members by another way than mail.");
    });
}

async function confirmed(session: ReturnType<OpenSession>, list: string): Promise<void> {
  if (!session.asks) throw usageError("Say --yes: the list's keys stop opening, and this cannot be undone.");
  const answer = await session.terminal.ask(`The keys of ${list} stop opening for good. Type yes: `);
  if (answer.trim() !== "yes") throw usageError("Nothing was done.");
}

function changedKeys({ keys, told }: ChangedKeys): string {
  return `${listKeyLines(keys)}\n${membersTold(told)}`;
}

function membersTold(told: number): string {
  return told === 1 ? "1 member is told." : `${told} members are told.`;
}

export function addSendKey(listCommand: CommandUnknownOpts, open: OpenSession): void {
  listCommand
    .command("send-key")
    .description("Mail the list's keys to all its members")
    .argument("<list>", "address of the list")
    .addOption(
      new Option("--form <form>", "of the files; default: as most programs import them").choices(KEY_FORMS),
    )
    .action(async (list, { form }, command) => {
      const session = open(command);
      const input = { list, ...(form === undefined ? {} : { form }) };
      session.print(await session.run(listSendKey, input), ({ told }) => membersTold(told));
    });
}
