/** `conclave inspect` as an operator has it: the real program in an empty folder, without server, database or site. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { before, describe, it, type TestContext } from "node:test";
import { type Bytes, fromLatin1, latin1 } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import {
  type Correspondent,
  correspondent,
  entity,
  mixed,
  NOW,
  postFrom,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { temporaryFolder } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const AT = ["--at", NOW.toISOString()];
const TEXT = entity("hello\n");

interface Run {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

interface Desk {
  readonly folder: string;
  (words: readonly string[], stdin?: Bytes): Promise<Run>;
}

/** A folder with these files, and the program started in it. */
function deskWith(t: TestContext, files: Readonly<Record<string, Bytes | string>>): Desk {
  const folder = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const run = async (words: readonly string[], stdin: Bytes = new Uint8Array()): Promise<Run> => {
    const child = spawn(PROGRAM, ["inspect", ...words], { cwd: folder, stdio: "pipe" });
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    const [out, notes, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number]>,
    ]);
    return { status, out, notes };
  };
  return Object.assign(run, { folder });
}

interface Line {
  readonly file: string;
  readonly message: number | null;
  readonly author: {
    readonly address: string | null;
    readonly authentic: boolean;
    readonly why: string | null;
  };
  readonly problems: readonly string[];
  readonly keyFiles: readonly object[];
}

function linesOf({ status, out }: Run): Line[] {
  assert.equal(status, 0);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

describe("conclave inspect", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let bob: Correspondent;
  let keys: Record<string, string>;

  before(async () => {
    [list, alice, bob] = await Promise.all([
      correspondent("team"),
      correspondent("alice"),
      correspondent("bob", "smime"),
    ]);
    keys = {
      "team.asc": await openpgp.lockSecret(list.secret, "geheim"),
      "alice.asc": openpgp.armourKey(alice.publicKey),
      "bob.pem": smime.armourCertificate(bob.publicKey),
      passphrase: "geheim\n",
    };
  });

  const KEYS = [
    "--secret",
    "team.asc",
    "--passphrase-file",
    "passphrase",
    "--key",
    "alice.asc",
    "--key",
    "bob.pem",
  ];

  it("prints one line of JSON per message, and leaves the folder as it was", async (t) => {
    const post = postFrom(alice, await sealed(list, TEXT, alice));
    const run = deskWith(t, { ...keys, "a.eml": post });
    const names = readdirSync(run.folder);
    const { out, notes, status } = await run([...KEYS, ...AT, "--json", "a.eml"]);
    assert.deepEqual([status, notes], [0, ""]);
    const recipient = /"recipients":\["([0-9A-F]{16})"\]/.exec(out)?.[1];
    assert.deepEqual(JSON.parse(out), {
      file: "a.eml",
      message: null,
      layers: [
        { kind: "encrypted", scheme: "openpgp", opened: true, why: null, recipients: [recipient] },
        { kind: "signed", scheme: "openpgp", opened: true, why: null, recipients: [] },
      ],
      signatures: [
        {
          scheme: "openpgp",
          verdict: "valid",
          why: null,
          text: "valid",
          signer: alice.secret.fingerprint,
          claimedKey: null,
          addresses: ["alice@example.org"],
          at: NOW.toISOString(),
          covers: "whole",
        },
      ],
      author: { address: "alice@example.org", authentic: true, why: null },
      subject: "outside",
      problems: [],
      keyFiles: [],
    });
    assert.ok(out.endsWith("}\n") && out.indexOf("\n") === out.length - 1);
    assert.deepEqual(readdirSync(run.folder), names);
  });

  it("has a line for every file, whatever it is, and ends with status 0", async (t) => {
    const run = deskWith(t, {
      "good.eml": postFrom(bob, await signed(bob, TEXT)),
      "bare-lf.eml": latin1(fromLatin1(postFrom(alice, TEXT)).replaceAll("\r\n", "\n")),
      "empty.eml": "",
      garbage: Buffer.from("7f454c46020101000000ff", "hex"),
      two: "From a Sat Nov 21 12:00:00 2026\nFrom: a@example.org\n\n\nFrom b Sat Nov 21 12:00:00 2026\nFrom: b@example.org\n\n",
    });
    mkdirSync(join(run.folder, "folder"));
    const files = ["good.eml", "bare-lf.eml", "empty.eml", "garbage", "two", "folder", "nothing", "-"];
    const lines = linesOf(await run([...AT, "--json", ...files], postFrom(alice, TEXT)));
    assert.deepEqual(
      lines.map(({ file, message, problems, author }) => [file, message, author.why, ...problems]),
      [
        ["good.eml", null, "unknown-key"],
        ["bare-lf.eml", null, "no-signature"],
        ["empty.eml", null, "no-message", "empty-file"],
        ["garbage", null, "no-message", "no-message"],
        ["two", 1, "no-signature"],
        ["two", 2, "no-signature"],
        ["folder", null, "no-message", "not-a-file"],
        ["nothing", null, "no-message", "cannot-be-read"],
        ["-", null, "no-signature"],
      ],
    );
  });

  it("refuses what was asked wrongly before it judges anything", async (t) => {
    const run = deskWith(t, { ...keys, "a.eml": postFrom(alice, TEXT) });
    for (const [words, said] of [
      [[], /missing required argument/],
      [["--key", "nothing.asc", "a.eml"], /The key file nothing\.asc does not exist/],
      [["--passphrase-file", "nothing", "a.eml"], /The passphrase file nothing does not exist/],
      [["--key", ".", "a.eml"], /is a folder/],
      [["--key", "-", "a.eml"], /Name a key file/],
      [["--at", "soon", "a.eml"], /"soon" is not a time/],
      [["--at", "2026-02-31", "a.eml"], /"2026-02-31" is not a time/],
      [["--passphrase", "x", "--passphrase-file", "passphrase", "a.eml"], /not both/],
    ] as const) {
      const { status, out, notes } = await run(words);
      assert.deepEqual([status, out], [64, ""], notes);
      assert.match(notes, said);
    }
  });

  it("says which key file it could not use, and judges without it", async (t) => {
    const run = deskWith(t, { ...keys, "a.eml": postFrom(alice, await signed(alice, TEXT)) });
    const done = await run([...AT, "--json", "--secret", "team.asc", "--key", "alice.asc", "a.eml"]);
    const [line] = linesOf(done);
    assert.deepEqual([line?.author.authentic, line?.problems], [true, ["key-file-unusable"]]);
    assert.match(done.notes, /^conclave: team\.asc was not used: it needs a passphrase/);
    assert.deepEqual(line?.keyFiles, [{ file: "team.asc", option: "--secret", why: "needs-passphrase" }]);
  });

  it("tries each passphrase given, whatever editor wrote its file", async (t) => {
    const files = { other: "wrong\n", marked: "\u{feff}geheim\r\n" };
    const run = deskWith(t, { ...keys, ...files, "a.eml": postFrom(alice, await sealed(list, TEXT, alice)) });
    for (const given of [
      ["--passphrase", "wrong", "--passphrase", "geheim"],
      ["--passphrase", "geheim", "--passphrase", "wrong"],
      ["--passphrase-file", "other", "--passphrase-file", "marked"],
    ]) {
      const [line] = linesOf(await run([...AT, "--json", "--secret", "team.asc", ...given, "a.eml"]));
      assert.deepEqual([line?.author.why, line?.keyFiles], ["unknown-key", []]);
    }
  });

  it("tells a program in one line what was asked wrongly", async (t) => {
    const { out } = await deskWith(t, {})(["--json", "--nothing", "a.eml"]);
    assert.match(out, /^\{"error":.*\}\n$/);
  });

  it("takes a time as a date, as ISO 8601 or as seconds", async (t) => {
    const run = deskWith(t, { ...keys, "a.eml": postFrom(alice, await signed(alice, TEXT)) });
    for (const [at, why] of [
      ["2026-11-22", null],
      ["2026-11-21T14:00:00+01:00", null],
      [String(NOW.getTime() / 1000), null],
      ["2025-12-31", "key-not-yet-valid"],
      ["2030-01-01T00:00", "key-expired"],
    ] as const) {
      const [line] = linesOf(await run(["--at", at, "--json", "--key", "alice.asc", "a.eml"]));
      assert.equal(line?.author.why, why, at);
    }
  });

  it("says it in words, with what to do next", async (t) => {
    const stranger = await correspondent("stranger");
    const changed = fromLatin1(await signed(alice, TEXT)).replace("hello", "Hello");
    const files = {
      "1-good.eml": postFrom(alice, await sealed(list, await signed(alice, TEXT))),
      "2-good-smime.eml": postFrom(bob, await sealed(list, await signed(bob, TEXT))),
      "3-not-signed.eml": postFrom(alice, await sealed(list, TEXT)),
      "4-stranger.eml": postFrom(stranger, await signed(stranger, TEXT)),
      "5-changed.eml": postFrom(alice, latin1(changed)),
      "6-other-list.eml": postFrom(alice, await sealed(stranger, TEXT, alice)),
      "7-footer.eml": postFrom(alice, mixed(await sealed(list, TEXT, alice), entity("-- \nfooter\n"))),
      "8-not-hers.eml": postFrom(bob, await signed(alice, TEXT)),
      "9-empty.eml": "",
      "10-evil\u001b[2J.eml": postFrom(alice, TEXT),
    };
    const run = deskWith(t, { ...keys, ...files });
    const { out, status } = await run([...KEYS, ...AT, ...Object.keys(files)]);
    assert.equal(status, 0);
    assertGolden("inspect-words.txt", normalised(out));
  });

  it("judges many files in one call", async (t) => {
    const post = postFrom(alice, await sealed(list, TEXT, alice));
    const run = deskWith(t, { ...keys, "a.eml": post });
    const files = Array.from({ length: 500 }, () => "a.eml");
    const lines = linesOf(await run([...KEYS, ...AT, "--json", ...files]));
    assert.equal(lines.filter(({ author }) => author.authentic).length, files.length);
  });
});
