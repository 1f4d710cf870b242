/** `conclave archive …`: posts that lists keep after they went out. */
import { open as openFile } from "node:fs/promises";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { archiveErase, archiveExport, archiveGet, archiveIndex, archiveShow } from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { mustBeNew, writeNewFile } from "../../read/write-new-file.ts";
import type { Session } from "../../session.ts";
import { archivedDetails, archivedLines, exportedLine, sentLine } from "../../show/show-archive.ts";
import { count } from "../../show/human.ts";
import { rowNumber } from "../../show/row-number.ts";

const POSTS = "numbers such as 12 or 5-9, or a month such as 2026-11";

export const addArchiveCommands: AddCommands = (program, open) => {
  const archive = program.command("archive").description("See, send, export and erase kept posts");
  addList(archive, open);
  addShow(archive, open);
  addSend(archive, open);
  addExport(archive, open);
  addErase(archive, open);
};

function addList(archive: CommandUnknownOpts, open: OpenSession): void {
  archive
    .command("list")
    .description("Show which posts a list keeps")
    .argument("<list>", "address of the list")
    .argument("[posts]", `${POSTS}; none: all`)
    .action(async (list, posts, _options, command) => {
      const session = open(command);
      const named = posts === undefined ? {} : { posts };
      const first = await session.run(archiveIndex, { list, ...named });
      const all = [...first.posts];
      for (let { next } = first; next !== null;) {
        const page = await session.run(archiveIndex, { list, ...named, after: next });
        all.push(...page.posts);
        next = page.next;
      }
      session.print({ ...first, posts: all, next: null }, archivedLines);
    });
}

function addShow(archive: CommandUnknownOpts, open: OpenSession): void {
  archive
    .command("show")
    .description("Show one kept post from outside")
    .argument("<list>", "address of the list")
    .argument("<number>", "number from `archive list`", rowNumber)
    .action(async (list, number, _options, command) => {
      const session = open(command);
      session.print(await session.run(archiveShow, { list, number }), archivedDetails);
      session.hint(`To read it: conclave archive send ${list} ${number} --to ADDRESS`);
    });
}

function addSend(archive: CommandUnknownOpts, open: OpenSession): void {
  archive
    .command("send")
    .description("Send kept posts to somebody by mail, sealed to their key where posts of the list are")
    .argument("<list>", "address of the list")
    .argument("<posts>", POSTS)
    .requiredOption("--to <address>", "whom to send them to")
    .action(async (list, posts, { to }, command) => {
      const session = open(command);
      session.print(await session.run(archiveGet, { list, posts, to }), sentLine);
    });
}

function addExport(archive: CommandUnknownOpts, open: OpenSession): void {
  archive
    .command("export")
    .description("Write kept posts to a new mbox file; those that go sealed only are left out")
    .argument("<list>", "address of the list")
    .argument("<file>", "a file that is not there yet")
    .option("--posts <posts>", POSTS)
    .action(async (list, file, { posts }, command) => {
      const session = open(command);
      await mustBeNew(file);
      const done = await exportTo(session, file, { list, ...(posts === undefined ? {} : { posts }) });
      session.print(done, exportedLine);
    });
}

interface Wanted {
  readonly list: string;
  readonly posts?: string;
}

/** Piece by piece: there may be more than fits into memory. */
async function exportTo(session: Session, file: string, wanted: Wanted) {
  const first = await session.run(archiveExport, wanted);
  await writeNewFile(file, Buffer.from(first.mbox, "base64"));
  let { written, leftOut, next } = first;
  await using handle = await openFile(file, "a");
  while (next !== null) {
    const piece = await session.run(archiveExport, { ...wanted, after: next });
    await handle.appendFile(Buffer.from(piece.mbox, "base64"));
    written += piece.written;
    leftOut += piece.leftOut;
    next = piece.next;
  }
  return { ...wanted, file, written, leftOut };
}

function addErase(archive: CommandUnknownOpts, open: OpenSession): void {
  archive
    .command("erase")
    .description("Erase kept posts; what members were sent they have")
    .argument("<list>", "address of the list")
    .argument("<posts>", POSTS)
    .action(async (list, posts, _options, command) => {
      const session = open(command);
      const done = await session.run(archiveErase, { list, posts });
      session.print(done, ({ erased }) => `${count(erased, "post")} erased.`);
    });
}
