/**
 * mutt or neomutt in a terminal that nobody looks at: it opens the only message in a mailbox, saves the attachment,
 * answers, and ends. Keys are those of a GnuPG home; GPGME serves OpenPGP and S/MIME.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import { toCrlf } from "#mime";
import { peer } from "./peers.ts";

export type MuttName = "mutt" | "neomutt";

export interface MuttSession {
  readonly program: MuttName;
  readonly message: Bytes;
  /** Who answers. */
  readonly from: string;
  readonly gnupgHome: string;
  /** File name of the attachment to save. */
  readonly attachment: string;
  /** What the editor writes above the quoted text. */
  readonly answer: string;
}

export interface MuttOutcome {
  /** The opened message as the pager shows it. */
  readonly shown: string;
  /** The protected Subject as the pager shows it over the content. */
  readonly subject: string;
  readonly attachment: string;
  /** What it handed to sendmail: the message, with the line ends that sendmail gives it, and the arguments. */
  readonly sent: Bytes;
  readonly recipients: string;
}

export function muttVersion(program: MuttName): string {
  const [line = ""] = spawnSync(peer(program).path, ["-v"]).stdout.toString().split("\n");
  return /\d[\d.]*/.exec(line)?.[0] ?? "";
}

export function runMutt(test: TestContext, session: MuttSession): MuttOutcome {
  const folder = mkdtempSync(join(tmpdir(), "conclave-mutt-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["cur", "new", "tmp"]) mkdirSync(join(folder, "box", part), { recursive: true });
  writeFileSync(join(folder, "box/new/1.copy"), session.message);
  writeProgram(join(folder, "editor"), editorLines(folder, session.answer));
  writeProgram(join(folder, "sendmail"), [`cat > ${folder}/sent`, `echo "$*" > ${folder}/recipients`]);
  writeFileSync(join(folder, "rc"), rcOf(folder, session));
  inTerminal(session.program, folder, { GNUPGHOME: session.gnupgHome });
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const shown = withoutMarks(read("shown").toString());
  return {
    shown,
    subject: /^Subject: (.*)\n+\[-- Attachment #1 --\]$/m.exec(shown)?.[1] ?? "",
    attachment: read("attachment").toString(),
    sent: toCrlf(read("sent")),
    recipients: read("recipients").toString().trim(),
  };
}

/**
 * Runs it with `folder`/rc in a terminal until it ends; its keys are in that file. `script` (bsdutils,
 * essential in Debian) gives the terminal.
 */
export function inTerminal(
  program: MuttName,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): void {
  const command = `${peer(program).path} -n -F ${folder}/rc`;
  const locale = { TERM: "vt100", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
  const done = spawnSync("script", ["-qfec", command, `${folder}/screen`], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...locale, ...environment },
    timeout: 30_000,
    input: "",
  });
  if (done.status === 0) return;
  const screen = readFileSync(join(folder, "screen")).toString();
  throw new Error(`${program} did not come to its end: ${screen}`);
}

export function writeProgram(path: string, lines: readonly string[]): void {
  writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
}

function editorLines(folder: string, answer: string): readonly string[] {
  writeFileSync(join(folder, "answer"), `${answer}\n`);
  const draft = `${folder}/draft`;
  return [`cat ${folder}/answer "$1" > ${draft}`, `cp ${draft} "$1"`];
}

function rcOf(folder: string, { from, attachment }: MuttSession): string {
  const keys = [
    "<display-message><exit>",
    `<view-attachments><search>${attachment}<enter>`,
    `<save-entry><kill-line>${folder}/attachment<enter><exit>`,
    "<reply><send-message><quit>",
  ];
  return `
set spoolfile = ${folder}/box
set folder = ${folder}
set record =
set realname = "Rita Reader"
set from = ${from}
set charset = utf-8
set crypt_use_gpgme = yes
set crypt_autosign = yes
set crypt_replyencrypt = yes
set crypt_replysign = yes
set editor = "${folder}/editor %s"
set sendmail = "${folder}/sendmail"
set display_filter = "tee ${folder}/shown"
set crypt_protected_headers_write = yes
set fast_reply = yes
set include = yes
set wait_key = no
set mail_check = 0
push "${keys.join("")}"
`;
}

/** Both mark lines for itself with control sequences of its own. */
export function withoutMarks(shown: string): string {
  return shown.replaceAll(/\u001B?\][89];\d+\u0007?/g, "").replaceAll("\u0007", "");
}
