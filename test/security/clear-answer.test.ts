/** S6: a clear answer to a post that came sealed mostly quotes it. It waits, and its writer is asked to seal it. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { utf8 } from "#base";
import type { FieldList } from "#mime";
import { heldAccept, heldList } from "#operations";
import { entity, mail, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import {
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  type Team,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

/** Sealed for who has a key; clear posts are taken, signed or not. */
const YES = {
  gpg_post_encrypt: "yes",
  smime_post_encrypt: "yes",
  gpg_post_sign: "no",
  smime_post_sign: "no",
};

interface Story {
  readonly server: TestServer;
  readonly team: Team;
  /** Outer header fields of Bob's copy of the sealed post. */
  readonly copy: { readonly id: string; readonly subject: string };
}

async function begin(t: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<Story> {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { ...YES, ...settings });
  const inner = protectedText(team.alice, "the secret", {
    subject: "Where we meet",
    more: [["Message-ID", "<inside@laptop.example>"]],
  });
  const post = letter(team.alice, await sealed(team.openpgp, inner, team.alice), { id: "sealed" });
  await server.post({ from: team.alice.address, to: TEAM, message: post });
  const text = server.mailbox(team.bob.address).at(-1)?.data.toString() ?? "";
  const field = (name: string) => new RegExp(`^${name}: (.*)\\r$`, "m").exec(text)?.[1] ?? "";
  return { server, team, copy: { id: field("Message-ID"), subject: field("Subject") } };
}

interface Answer {
  readonly more?: FieldList;
  readonly subject?: string;
  readonly text?: string;
  readonly unsigned?: boolean;
}

let answers = 0;

/** Bob writes in clear. What becomes of it. */
async function answer({ server, team: { alice, bob } }: Story, given: Answer = {}): Promise<string> {
  const { more = [], subject = "Re:", text = "yes", unsigned = false } = given;
  const content = entity(`${text} ${++answers}`);
  const fields: FieldList = [
    ["From", bob.address],
    ["To", TEAM],
    ["Subject", subject],
    ["Message-ID", `<answer.${answers}@laptop.example>`],
    ...more,
  ];
  const before = server.mailbox(alice.address).length;
  const held = new Set((await server.call(heldList, {})).map(({ id }) => id));
  await server.post({
    from: bob.address,
    to: TEAM,
    message: mail(fields, unsigned ? content : await signed(bob, content)),
  });
  if (server.mailbox(alice.address).length > before) return "went out";
  return (await server.call(heldList, {})).find(({ id }) => !held.has(id))?.code ?? "gone";
}

/** What the list itself last wrote to Bob. */
async function told({ server, team: { bob, openpgp, smime } }: Story): Promise<string> {
  const newest = server.mailbox(bob.address).at(-1);
  const opened = await openFor(newest?.data ?? utf8(""), [bob], [openpgp, smime]);
  assert.ok(opened.ok);
  return Buffer.from(opened.value.content).toString();
}

test("told by an id, by the placeholder in the Subject, or by a quotation of what stood above it", async (t) => {
  const story = await begin(t);
  const { id, subject } = story.copy;
  assert.match(subject, /sealed post 1$/);
  const quotation = "Alice wrote:\n> Sealed on its way to the list: yes\n> the secret\n\nyes";
  const spokeGerman = "> Auf dem Weg zur Liste verschlüsselt: ja\n> the secret\n\nyes";
  const clear = [
    { more: [["In-Reply-To", id]] },
    { more: [["References", `<other@x> ${id} <another@x>`]] },
    { more: [["In-Reply-To", "<inside@laptop.example>"]] },
    { subject: `Re: ${subject}` },
    { text: quotation },
    { text: spokeGerman },
    { more: [["In-Reply-To", id]], unsigned: true },
  ] as const satisfies readonly Answer[];
  for (const one of clear) assert.equal(await answer(story, one), "clear-reply", JSON.stringify(one));
  const others = [
    {},
    { more: [["In-Reply-To", "<unknown@x>"]] },
    { subject: "[Team] sealed post 77" },
    { text: "I wrote: Sealed on its way to the list: yes" },
  ] as const satisfies readonly Answer[];
  for (const one of others) assert.equal(await answer(story, one), "went out", JSON.stringify(one));
});

test("sealed, the same answer goes out; so does one to a post that came in clear", async (t) => {
  const story = await begin(t);
  const { server, team, copy } = story;
  const { alice, bob } = team;
  const more: FieldList = [["In-Reply-To", copy.id]];
  const before = server.mailbox(alice.address).length;
  const content = await sealed(team.openpgp, await signed(bob, entity("sealed answer")));
  await server.post({ from: bob.address, to: TEAM, message: letter(bob, content, { id: "s", more }) });
  assert.equal(server.mailbox(alice.address).length, before + 1);
  assert.equal(await answer(story), "went out");
  const text = server.mailbox(alice.address).at(-1)?.data.toString() ?? "";
  const id = /^Message-ID: (.*)\r$/m.exec(text)?.[1] ?? "";
  assert.equal(await answer(story, { more: [["In-Reply-To", id]] }), "went out");
});

test("hold: the writer is asked if they signed, owners are told, and may let it go out", async (t) => {
  const story = await begin(t);
  const { server, team, copy } = story;
  const more: FieldList = [["In-Reply-To", copy.id]];
  const heard = server.mailbox(team.bob.address).length;
  const ownersHeard = server.mailbox(MIA).length;
  await answer(story, { more, unsigned: true });
  assert.equal(server.mailbox(team.bob.address).length, heard, "nobody vouches for who wrote it");
  await answer(story, { more });
  assert.match(
    await told(story),
    /Reason: it answers a sealed post, and came in clear\.\s+Do this: Encrypt your answer/,
  );
  assert.equal(server.mailbox(MIA).length, ownersHeard + 2);
  const held = await server.call(heldList, {});
  const before = server.mailbox(team.alice.address).length;
  await server.call(heldAccept, { ids: held.map(({ id }) => id) });
  await server.drain();
  assert.equal(server.mailbox(team.alice.address).length, before + 2);
});

test("warn: it goes out, and the writer hears of it once", async (t) => {
  const story = await begin(t, { clear_reply_to_sealed: "warn" });
  assert.equal(await answer(story, { more: [["In-Reply-To", story.copy.id]] }), "went out");
  assert.match(await told(story), /It answers a sealed post, and came in clear/);
  const heard = story.server.mailbox(story.team.bob.address).length;
  await story.server.drain();
  assert.equal(story.server.mailbox(story.team.bob.address).length, heard);
});

test("accept: it goes out, and nobody is told", async (t) => {
  const story = await begin(t, { clear_reply_to_sealed: "accept" });
  const heard = story.server.mailbox(story.team.bob.address).length;
  assert.equal(await answer(story, { more: [["In-Reply-To", story.copy.id]] }), "went out");
  assert.equal(story.server.mailbox(story.team.bob.address).length, heard + 1, "his copy, and nothing else");
});
