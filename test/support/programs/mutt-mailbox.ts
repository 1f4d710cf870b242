/** mutt or neomutt as the program of somebody whose mail lies in a maildir and goes out by the mail server's sendmail. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { inTerminal, type MuttName, withoutMarks, writeProgram } from "./mutt.ts";
import { peer } from "./peers.ts";

export interface MuttUser {
  readonly program: MuttName;
  readonly name: string;
  readonly address: string;
  /** Their maildir. */
  readonly box: string;
  readonly sendmail: string;
  /** A list that they told the program about. */
  readonly list: string;
}

/** Writes to somebody from the command line. */
export function muttWrites(
  test: TestContext,
  user: MuttUser,
  letter: { readonly to: string; readonly subject: string; readonly text: string },
): void {
  const folder = homeOf(test, user);
  const done = spawnSync(
    peer(user.program).path,
    ["-n", "-F", `${folder}/rc`, "-s", letter.subject, letter.to],
    {
      env: { PATH: process.env["PATH"] ?? "", HOME: folder, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
      input: `${letter.text}\n`,
      timeout: 30_000,
    },
  );
  if (done.status !== 0) throw new Error(`${user.program} did not send: ${done.stderr.toString()}`);
}

/** Opens the newest mail and answers the list; gives what the pager showed. */
export function muttAnswersList(test: TestContext, user: MuttUser, answer: string): string {
  const folder = homeOf(test, user, "<last-entry><display-message><exit><list-reply><send-message><quit>");
  writeFileSync(join(folder, "answer"), `${answer}\n`);
  const draft = `${folder}/draft`;
  writeProgram(join(folder, "editor"), [`cat ${folder}/answer "$1" > ${draft}`, `cp ${draft} "$1"`]);
  inTerminal(user.program, folder);
  return withoutMarks(readFileSync(join(folder, "shown")).toString());
}

function homeOf(test: TestContext, user: MuttUser, keys = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "conclave-mutt-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const settings = [
    `set spoolfile = ${user.box}`,
    `set folder = ${folder}`,
    "set record =",
    `set realname = "${user.name}"`,
    `set from = ${user.address}`,
    "set use_envelope_from = yes",
    "set charset = utf-8",
    "set sort = date-received",
    `set sendmail = "${user.sendmail}"`,
    `set editor = "${folder}/editor %s"`,
    `set display_filter = "tee ${folder}/shown"`,
    "set fast_reply = yes",
    "set include = yes",
    "set wait_key = no",
    "set mail_check = 0",
    "set quit = yes",
    `subscribe ${user.list}`,
    ...(keys === "" ? [] : [`push "${keys}"`]),
  ];
  writeFileSync(join(folder, "rc"), `${settings.join("\n")}\n`);
  return folder;
}
