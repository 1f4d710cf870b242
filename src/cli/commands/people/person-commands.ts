/** `conclave person …`: what is stored of somebody, given out or erased. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { utf8 } from "#base";
import {
  type ErasedPerson,
  heldSave,
  type PersonData,
  personErase,
  personExport,
  personPost,
} from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { writeNewFile } from "../../read/write-new-file.ts";
import { type Session, usageError } from "../../session.ts";
import { erasedPerson, personCsv, personData } from "../../show/show-person.ts";

export const addPersonCommands: AddCommands = (program, open) => {
  const person = program.command("person").description("Give out or erase what is stored of somebody");
  addExport(person, open);
  addErase(person, open);
};

function addExport(person: CommandUnknownOpts, open: OpenSession): void {
  person
    .command("export")
    .description("Give out all that is stored of a person, on every list")
    .argument("<address>", "their mail address")
    .option(
      "--out <folder>",
      "a new folder: person.json, a CSV file per table, their held messages and kept posts",
    )
    .action(async (address, { out }, command) => {
      const session = open(command);
      const data = await session.run(personExport, { address });
      if (out === undefined) return session.print(data, personData);
      await mkdir(out, { mode: 0o700 });
      await writeNewFile(join(out, "person.json"), utf8(`${JSON.stringify(data, null, 2)}\n`));
      for (const { table, rows } of data.tables)
        await writeNewFile(join(out, `${table}.csv`), utf8(personCsv(rows)));
      for (const id of data.messages) await saveMessage(session, out, id);
      for (const post of data.posts) await savePost(session, out, post);
      session.hint(`Everything is in ${out}. Messages that came sealed are sealed.`);
      for (const { list, number } of data.posts.filter(({ given }) => given === "members-only"))
        session.hint(
          `Post ${number} goes to members only, sealed: conclave archive send ${list} ${number} --to ${address}`,
        );
    });
}

async function saveMessage(session: Session, folder: string, id: number): Promise<void> {
  const { message } = await session.run(heldSave, { id });
  await writeNewFile(join(folder, `message-${id}.eml`), Buffer.from(message, "base64"));
}

type PersonPost = PersonData["posts"][number];

async function savePost(session: Session, folder: string, { post, given }: PersonPost): Promise<void> {
  if (given === "members-only") return;
  const { message } = await session.run(personPost, { post });
  await writeNewFile(join(folder, `post-${post}.eml`), Buffer.from(message, "base64"));
}

function addErase(person: CommandUnknownOpts, open: OpenSession): void {
  person
    .command("erase")
    .description(
      "Erase a person from every list; marks that nobody can read stay, so that nothing counts twice",
    )
    .argument("<address>", "their mail address")
    .option("--dry-run", "only say what would go, and what would stay and why")
    .option("--posts", "erase what they wrote to lists as well, where it is kept")
    .option("--yes", "do it without asking")
    .action(async (address, { dryRun, posts = false, yes }, command) => {
      const session = open(command);
      const plan = await session.run(personErase, { address, posts });
      if (dryRun === true || plan.tables.length === 0) return session.print(plan, erasedPerson);
      if (yes !== true) await confirmed(session, plan);
      session.print(await session.run(personErase, { address, posts, dryRun: false }), erasedPerson);
      session.hint("Backups and the logs of your mail server still hold what they held.");
    });
}

async function confirmed(session: Session, plan: ErasedPerson): Promise<void> {
  if (!session.asks) throw usageError("Say --yes: this cannot be undone. See what it does: --dry-run");
  session.terminal.note(`${erasedPerson(plan)}\n`);
  const answer = await session.terminal.ask(`Erase ${plan.address} for good? Type yes: `);
  if (answer.trim() !== "yes") throw usageError("Nothing was done.");
}
