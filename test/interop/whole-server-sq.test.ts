/** The whole server among people who use Sequoia: posts by sq, copies of all key families read by sq. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import type { Bytes } from "#base";
import { decodeBody } from "#mime";
import {
  type Draft,
  mailAround,
  pgpEncrypted,
  pgpSigned,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import {
  assertInside,
  assertKept,
  assertOutside,
  GPG_PEOPLE,
  type GpgAddress,
  type MixedTeam,
  mixedTeam,
  TEAM,
} from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const sq = peer("sq");
const needed = { skip: sq.skip || peer("gpg").skip || peer("openssl").skip };
const PEOPLE = Object.keys(GPG_PEOPLE) as GpgAddress[];

function draft(from: GpgAddress, id: string): Draft {
  return { from, to: TEAM, subject: `Heliotrop ${id}`, text: `Gruß, Wasserzeichen ${id}.\r\n`, id };
}

function run(args: readonly string[], input: Bytes | string = ""): { output: Buffer; errors: string } {
  const done = spawnSync(sq.path, args, { input });
  const errors = done.stderr.toString();
  if (done.status !== 0) throw new Error(`sq ${args.join(" ")}: ${errors}`);
  return { output: done.stdout, errors };
}

interface Files {
  readonly list: string;
  secret(address: GpgAddress): string;
}

function filesOf({ gpg, pgp, listFingerprint }: MixedTeam): Files {
  return {
    list: gpg.file("list.pgp", gpg.export(listFingerprint)),
    secret: (address) => gpg.file(`${address}.pgp`, gpg.exportSecret(pgp[address])),
  };
}

test("people who use sq, on the whole server", needed, async (t) => {
  const team = await mixedTeam(t);
  const files = filesOf(team);
  const seal = ["encrypt", "--recipient-cert", files.list];
  for (const from of PEOPLE) {
    const signer = files.secret(from);
    const forms: Readonly<Record<string, (post: Draft) => Bytes>> = {
      "signed and sealed at once": (post) =>
        run([...seal, "--signer-key", signer], thunderbirdEntity(post)).output,
      "signed, then sealed": (post) => {
        const entity = thunderbirdEntity(post);
        const signature = run(["sign", "--detached", "--signer-key", signer], entity).output;
        return run(seal, pgpSigned(entity, signature)).output;
      },
    };
    for (const [form, write] of Object.entries(forms)) {
      await t.test(`${GPG_PEOPLE[from]}, ${form}: members read it with the list's signature`, async () => {
        const post = draft(from, `${GPG_PEOPLE[from]}-${form.replaceAll(/\W+/g, "-")}`);
        const message = mailAround(post, pgpEncrypted(write(post)));
        await team.server.post({ from, to: TEAM, message });
        for (const reader of PEOPLE) assertReadBySq(team, files, { reader, post });
      });
    }
  }
  await t.test("kept from everybody: another member's key", async () => {
    const post = draft("ed@example.net", "forged");
    const signer = files.secret("nina@example.net");
    const sealed = run([...seal, "--signer-key", signer], thunderbirdEntity(post)).output;
    const message = mailAround(post, pgpEncrypted(sealed));
    const held = await assertKept(team.server, "not-signed", () =>
      team.server.post({ from: post.from, to: TEAM, message }),
    );
    assert.equal(held.detail, "address-not-in-key");
  });
});

function assertReadBySq(
  { server, gpg }: MixedTeam,
  files: Files,
  { reader, post }: { readonly reader: GpgAddress; readonly post: Draft },
): void {
  const copy = server.mailbox(reader).at(-1);
  assert.ok(copy, `${reader} got nothing`);
  const [, data] = assertOutside(copy.data, post.subject).children;
  assert.ok(data);
  const sealed = gpg.file("copy.asc", decodeBody(data));
  const keys = ["--recipient-key", files.secret(reader), "--signer-cert", files.list];
  const { output, errors } = run(["decrypt", ...keys, sealed]);
  assert.match(errors, /1 good signature/);
  assertInside(output, { ...post, text: post.text.trim() });
}
