/**
 * Mail of the list itself on a list that seals no post: whoever has a key there gets it sealed to that key, and signed by the
 * list. gpg and openssl open and judge each.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Bytes, latin1 } from "#base";
import { decodeBody, toCrlf } from "#mime";
import { listConfigure, memberAdd, memberAppoint, memberRemind, memberRemove } from "#operations";
import { type MixedTeam, mixedTeam, parsed, TEAM } from "../support/lists/mixed-team.ts";
import { type Draft, mailAround, muttEntity, pgpSigned } from "../support/programs/mail-programs.ts";
import { runTask } from "../support/run-task.ts";
import { fileInput } from "../support/server.ts";

const ED = "ed@example.net";
const BOB = "bob@example.net";
const PEOPLE = [ED, BOB] as const;
type Person = (typeof PEOPLE)[number];

const SIGNS_ONLY = Object.fromEntries(
  ["gpg", "smime"].flatMap((family) => [
    [`${family}_post_encrypt`, "no"],
    [`${family}_post_sign`, "yes"],
    [`${family}_distrib_encrypt`, "no"],
    [`${family}_distrib_sign`, "yes"],
  ]),
);
const REAL = { now: () => new Date() };

/** What one notice says, opened and its signature found good by the person's own program. */
function read({ gpg, ssl, smime, listPerson, listFingerprint }: MixedTeam, who: Person, data: Bytes): string {
  if (who === BOB) return ssl.verify(ssl.open(smime[BOB], data), listPerson.certificate).toString();
  const [, armour] = parsed(data).children;
  assert.ok(armour, `not sealed: ${Buffer.from(data).toString()}`);
  const opened = gpg.run(["--decrypt"], decodeBody(armour));
  assert.equal(opened.status, 0, opened.errors);
  assert.ok(opened.lines.some((line) => line.startsWith(`VALIDSIG ${listFingerprint}`)));
  return opened.output.toString();
}

function signedPost({ gpg, ssl, pgp, smime }: MixedTeam, from: Person, id: string): Bytes {
  const draft: Draft = { from, to: TEAM, subject: `about ${id}`, text: `Post ${id}.\r\n`, id };
  const entity = muttEntity(draft);
  const content =
    from === BOB
      ? ssl.sign(smime[BOB], entity, "detached")
      : pgpSigned(entity, gpg.must(["-a", "-b", "-u", pgp[ED]], entity));
  return toCrlf(mailAround(draft, content, draft.subject));
}

async function bothWrite(team: MixedTeam, action: "hold" | "reject"): Promise<void> {
  const settings = { default_member_action: action };
  await team.server.call(listConfigure, { list: TEAM, settings });
  for (const from of PEOPLE)
    await team.server.post({
      from,
      to: TEAM,
      message: signedPost(team, from, `${action}-${from.slice(0, 2)}`),
    });
}

async function addAgain({ server, gpg, pgp, smime }: MixedTeam): Promise<void> {
  const keys = { [ED]: gpg.export(pgp[ED]), [BOB]: readFileSync(smime[BOB].certificate) };
  for (const address of PEOPLE) {
    await server.call(memberRemove, { list: TEAM, address, goodbye: false });
    const member = { address, key: { file: fileInput(keys[address]) } };
    await server.call(memberAdd, { list: TEAM, member, welcome: true });
  }
}

async function appoint({ server }: MixedTeam, owner: boolean): Promise<void> {
  for (const address of PEOPLE) await server.call(memberAppoint, { list: TEAM, address, owner });
}

interface Kind {
  readonly send: (team: MixedTeam) => Promise<unknown>;
  /** The Subject of what each of both gets. */
  readonly subject: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "a welcome": { send: addAgain, subject: "Welcome to Team. One thing to try." },
  "a refusal": { send: (team) => bothWrite(team, "reject"), subject: "Your message to Team was not sent on" },
  "an answer to a held post": {
    send: (team) => bothWrite(team, "hold"),
    subject: "Your message to Team waits for an owner",
  },
  "what owners are told of held posts": {
    async send(team) {
      await appoint(team, true);
      const draft = { from: "eve@example.com", to: TEAM, subject: "x", text: "x\r\n", id: "eve" };
      const message = mailAround(draft, latin1(muttEntity(draft)), "x");
      await team.server.post({ from: draft.from, to: TEAM, message });
    },
    subject: "Team: message 5 waits for you",
  },
  "the owners' summary": {
    send: ({ server }) => runTask(server, REAL, "owner_summary"),
    subject: "Team: what lies with the server",
  },
  "a reminder": {
    send: ({ server }) => server.call(memberRemind, { list: TEAM }),
    subject: "You are on Team",
  },
  "keys that expire": {
    send: ({ server }) => runTask(server, REAL, "chk_cert_expiration"),
    subject: "Keys that expire: Team",
  },
  "a goodbye": {
    async send(team) {
      await appoint(team, false);
      for (const address of PEOPLE)
        await team.server.call(memberRemove, { list: TEAM, address, goodbye: true });
    },
    subject: "You are not on Team any more",
  },
};

test("each kind is sealed to its reader's key and signed by the list", async (t) => {
  const team = await mixedTeam(t, SIGNS_ONLY);
  for (const [kind, { send, subject }] of Object.entries(KINDS)) {
    await t.test(kind, async () => {
      const before = team.server.sink.messages.length;
      await send(team);
      await team.server.drain();
      const sent = team.server.sink.messages.slice(before).filter(({ from }) => from === "");
      for (const who of PEOPLE) {
        const theirs = sent.filter(({ recipients }) => recipients.includes(who));
        const subjects = theirs.map(({ data }) => /^Subject: (.*)$/m.exec(read(team, who, data))?.[1]);
        assert.ok(subjects.includes(subject), subjects.join("\n"));
        assert.ok(
          theirs.every(({ data }) => !data.includes(subject)),
          "its Subject stands outside",
        );
      }
    });
  }
});
