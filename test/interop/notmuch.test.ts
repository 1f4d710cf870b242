/** notmuch opens and indexes a sealed list's mail, in OpenPGP and in S/MIME; GMime and GPGME do the work. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { test, type TestContext } from "node:test";
import { posterIn, recordClient } from "../support/programs/client-record.ts";
import { gnupgReader } from "../support/programs/gnupg-reader.ts";
import { TEAM } from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";
import {
  copyOfPost,
  POST,
  READER,
  type ReadingTeam,
  readingTeam,
  WRITER,
} from "../support/lists/reading-team.ts";

const needed = { skip: peer("notmuch").skip || peer("gpg").skip || peer("gpgsm").skip };

interface Part {
  readonly "content-type"?: string;
  readonly content?: string | readonly Part[];
  readonly filename?: string;
  readonly id?: number;
  readonly encstatus?: readonly { readonly status: string }[];
  readonly sigstatus?: readonly {
    readonly status: string;
    readonly email?: string;
    readonly userid?: string;
  }[];
}

interface Shown {
  readonly headers: { readonly Subject: string };
  readonly body: readonly Part[];
  readonly crypto: { readonly decrypted?: { readonly "header-mask"?: { readonly Subject?: string } } };
}

type Run = (...args: readonly string[]) => string;

/** An index of a Maildir with nothing but the copy. */
async function indexed(t: TestContext, team: ReadingTeam, gnupgHome: string): Promise<Run> {
  const folder = mkdtempSync(joinPath(tmpdir(), "conclave-notmuch-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["cur", "new", "tmp"]) mkdirSync(joinPath(folder, "mail", part), { recursive: true });
  writeFileSync(joinPath(folder, "mail/cur/1.copy:2,"), await copyOfPost(team));
  const config = joinPath(folder, "config");
  writeFileSync(config, `[database]\npath=${folder}/mail\n[user]\nprimary_email=${READER}\n`);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GNUPGHOME: gnupgHome,
    NOTMUCH_CONFIG: config,
    LANG: "C.UTF-8",
  };
  const run: Run = (...args) => {
    const done = spawnSync(peer("notmuch").path, args, { env });
    if (done.status !== 0) throw new Error(`notmuch ${args.join(" ")}: ${done.stderr.toString()}`);
    return done.stdout.toString();
  };
  run("new");
  return run;
}

function allParts(part: Part): readonly Part[] {
  return [part, ...(Array.isArray(part.content) ? (part.content as readonly Part[]).flatMap(allParts) : [])];
}

/** What it says of encryption or of signatures, over all parts. */
function states(parts: readonly Part[], field: "encstatus" | "sigstatus"): readonly string[] {
  return parts.flatMap((part) => (part[field] ?? []).map(({ status }) => status));
}

for (const scheme of ["openpgp", "smime"] as const) {
  test(`notmuch opens a copy in ${scheme}`, needed, async (t) => {
    const team = await readingTeam(t);
    const home = await gnupgReader(t, team, scheme);
    const notmuch = await indexed(t, team, home);
    const [[[shown]]] = JSON.parse(
      notmuch("show", "--format=json", "--decrypt=true", "--verify", `to:${TEAM}`),
    ) as [[[Shown]]];
    const parts = shown.body.flatMap(allParts);
    const text = parts.map(({ content }) => (typeof content === "string" ? content : "")).join("\n");
    const file = parts.find(({ filename }) => filename === POST.attachment.name);
    const saved = notmuch("show", "--decrypt=true", `--part=${file?.id ?? 0}`, `to:${TEAM}`);
    assert.match(shown.crypto.decrypted?.["header-mask"]?.Subject ?? "", /^\[Team\] sealed post 1$/);
    recordClient(`notmuch-${scheme}`, {
      program: "notmuch",
      version: notmuch("--version")
        .replace(/^notmuch /, "")
        .trim(),
      scheme,
      driven: "its command line, GMime and GPGME",
      opens: text.includes(POST.text) && states(parts, "encstatus").join() === "good",
      subject: shown.headers.Subject === POST.subject ? "as Subject" : "in the text",
      poster: posterIn(text, `From: Alice Writer <${WRITER}>`),
      attachment: saved === POST.attachment.text,
      signature: states(parts, "sigstatus").join() === "good",
      answer: null,
      answerHidesSubject: null,
      notes: ["It sends no mail itself; its Emacs, Vim and other faces do."],
    });
  });
}
