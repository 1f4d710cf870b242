/** Presets of lists without keys: who may write there, who joins, and what they are shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, view } from "#base";
import { listCreate, listLists, memberAdd } from "#operations";
import { newestTo, write } from "../support/lists/commanding.ts";
import { newServer } from "../support/server.ts";

const OLGA = "olga@example.net";
const ANNA = "anna@example.net";
const ZOE = "zoe@example.com";

test("of an announcement list owners write, of a private one members; a discussion answers to the list", async (t) => {
  const server = await newServer(t);
  const make = async (preset: string) => {
    const address = `${preset}@example.org` as EmailAddress;
    await server.call(listCreate, { address, preset, owners: [OLGA] });
    await server.call(memberAdd, { list: address, member: { address: ANNA }, welcome: false });
    const reached = async (from: string) => {
      const before = server.mailbox(ANNA).length;
      await write(server, { from, to: address, subject: `from ${from}`, text: "hello" });
      const mails = server.mailbox(ANNA).slice(before);
      return mails.map(({ data }) => view(data).toString()).find((mail) => mail.includes("hello")) ?? "";
    };
    return { address, reached };
  };
  const news = await make("announcement");
  const post = await news.reached(OLGA);
  assert.match(post, /^List-Unsubscribe:/m);
  assert.doesNotMatch(post, /^(List-Post|Reply-To):/m);
  for (const other of [ANNA, ZOE]) assert.equal(await news.reached(other), "", other);
  assert.match(newestTo(server, ZOE).subject, /Announcement/);
  await write(server, { from: ANNA, to: "announcement-request@example.org", text: "review announcement" });
  assert.doesNotMatch(newestTo(server, ANNA).text, new RegExp(OLGA));

  const closed = await make("private");
  assert.notEqual((await closed.reached(ANNA)) + (await closed.reached(OLGA)), "");
  assert.equal(await closed.reached(ZOE), "");
  const named = await server.call(listLists, {});
  assert.deepEqual(
    named.map(({ list }) => list),
    [news.address],
  );

  const talk = await make("discussion");
  assert.match(await talk.reached(OLGA), /^Reply-To: .*discussion@example\.org/m);
});
