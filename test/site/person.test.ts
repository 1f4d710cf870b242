/** What is stored of a person, given out and erased (S14): on the whole server, looked for in every table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, type MemberId, utf8, view } from "#base";
import {
  archiveIndex,
  heldSave,
  keyBind,
  listCreate,
  memberAdd,
  memberAddressAdd,
  memberAddressDrop,
  memberRemove,
  memberShow,
  type ErrandOrder,
  order,
  personErase,
  personExport,
  personPost,
} from "#operations";
import { eraseExpired, listByAddress, memberByAddress, type StoredList, type StoredMember } from "#store";
import { forEachDatabase } from "../support/database.ts";
import {
  heldCodes,
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { rowsStored } from "../support/rows-stored.ts";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { armourKey } from "#openpgp";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const PLAIN = "plain@example.org";

/** Whether it stands in some row of some table, as text or as octets. */
async function isStored(server: TestServer, word: string): Promise<boolean> {
  const rows = (await rowsStored(server)).toLowerCase();
  return [word, Buffer.from(word).toString("hex")].some((one) => rows.includes(one.toLowerCase()));
}

forEachDatabase((database) => {
  test("all that is stored is given out, and erased but for marks that nobody can read", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    const { alice } = team;
    const { fingerprint } = alice.secret;
    const [work, old] = ["alice@work.example", "alice@old.example"];
    const hers = { list: TEAM, address: alice.address };
    for (const other of [work, old]) await server.call(memberAddressAdd, { ...hers, other });
    await server.call(memberAddressDrop, { ...hers, other: old });
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    await server.call(memberAdd, { list: PLAIN, member: { address: "Alice@Example.org", name: "Alice A." } });
    const content = await sealed(team.openpgp, await signed(alice, protectedText(alice, "apple\n")));
    const post = letter(alice, content);
    await server.post({ from: alice.address, to: TEAM, message: post });
    await server.post({
      from: alice.address,
      to: TEAM,
      message: letter(alice, entity("clear"), { id: "2" }),
    });
    assert.deepEqual(await heldCodes(server), ["refused not-sealed"]);

    const { tables, messages } = await server.call(personExport, { address: alice.address });
    const rows = Object.fromEntries(tables.map((one) => [one.table, one.rows]));
    assert.deepEqual(
      rows["member"]?.map(({ address }) => address),
      [alice.address, "Alice@Example.org"],
    );
    assert.deepEqual(
      rows["member"]?.map(({ list }) => list),
      [TEAM, PLAIN],
    );
    assert.equal(rows["member_key"]?.[0]?.["public"], view(alice.publicKey).toString("base64"));
    assert.equal(rows["post"]?.length, 1);
    assert.ok((rows["outbox"] ?? []).length >= 1, "her copy");
    const [id = 0] = messages;
    const { message } = await server.call(heldSave, { id });
    assert.ok(view(Buffer.from(message, "base64")).includes("clear"));
    assert.ok(
      tables.every((table) => table.rows.every((row) => !JSON.stringify(row).includes(MIA))),
      "hers alone",
    );

    const plan = await server.call(personErase, { address: alice.address });
    assert.equal(plan.done, false);
    assert.ok(await isStored(server, alice.address), "nothing is done yet");
    assert.equal((await server.call(personErase, { address: alice.address, dryRun: false })).done, true);
    for (const word of [alice.address, "Alice A.", fingerprint, work, old])
      assert.equal(await isStored(server, word), false, word);
    for (const other of [MIA, team.bob.address]) assert.ok(await isStored(server, other), "the others stay");
    assert.deepEqual((await server.call(personExport, { address: alice.address })).tables, []);
    const reached = server.mailbox(team.bob.address).length;
    await server.post({ from: alice.address, to: TEAM, message: letter(alice, content, { id: "3" }) });
    assert.equal(server.mailbox(team.bob.address).length, reached, "what counted once counts once (S4)");

    await server.call(memberAdd, { list: TEAM, member: { address: alice.address } });
    const back = await server.call(memberShow, { list: TEAM, member: alice.address });
    assert.equal(back.leftKeys.length, 1, "without the key of before: on record (S9)");
    for (const address of [work, old]) {
      const other = await server.call(memberAdd, { list: TEAM, member: { address } });
      assert.equal(other.leftKeys.length, 1, address);
    }
    const key = { file: fileInput(utf8(armourKey(alice.publicKey))) };
    await server.call(keyBind, { list: TEAM, member: alice.address, key });
    assert.deepEqual((await server.call(memberShow, { list: TEAM, member: alice.address })).leftKeys, []);
  });

  test("posts that are kept: given out but those that go sealed only, and erased on order, of former members too", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const { alice, openpgp, bob } = await sealedTeam(server, { archive_with_keys: "confirmed" });
    await server.call(listCreate, {
      address: PLAIN,
      name: "Plain",
      owners: [MIA],
      settings: { generic_nonmember_action: "accept" },
    });
    await server.call(memberAdd, { list: PLAIN, member: { address: bob.address } });
    const content = await sealed(openpgp, protectedText(alice, "apple\n"), alice);
    await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
    for (const [id, who] of [
      ["2", alice],
      ["3", bob],
    ] as const) {
      const message = letter(who, entity(`clear ${id}`), { id, to: PLAIN });
      await server.post({ from: who.address, to: PLAIN, message });
    }
    await server.call(memberRemove, { list: PLAIN, address: bob.address });
    const postsOf = async (address: string) => (await server.call(personExport, { address })).posts;
    const message = async (post: number) =>
      view(Buffer.from((await server.call(personPost, { post })).message, "base64")).toString();
    const [hers, strangers, ...more] = await postsOf(alice.address);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [hers?.list, hers?.number, hers?.given],
      [TEAM, 1, "arrived"],
      "kept for Carol, who has no key",
    );
    assert.match(await message(hers?.post ?? 0), /BEGIN PGP MESSAGE/);
    assert.deepEqual([strangers?.list, strangers?.given], [PLAIN, "sent"]);
    assert.match(await message(strangers?.post ?? 0), /clear 2/);
    clock.advance(15 * 86_400_000);
    await eraseExpired(server.db, clock.now());
    assert.equal((await postsOf(alice.address))[0]?.given, "members-only");
    await assert.rejects(message(hers?.post ?? 0), { code: "not-found" });
    const [bobs, ...others] = await postsOf(bob.address);
    assert.deepEqual([bobs?.number, bobs?.given, others], [2, "sent", []], "who left wrote it");

    const left = async () =>
      (await server.call(archiveIndex, { list: PLAIN })).posts.map(({ number }) => number);
    await server.call(personErase, { address: bob.address, dryRun: false });
    assert.deepEqual(await left(), [1, 2], "the list's");
    for (const { address } of [alice, bob])
      await server.call(personErase, { address, dryRun: false, posts: true });
    assert.deepEqual(await left(), []);
    assert.equal((await server.call(archiveIndex, { list: TEAM })).total, 0);
  });

  test("orders that name them are erased, waiting or set aside, and those about others stay", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    const eva = "eva@example.net" as EmailAddress;
    await server.call(memberAdd, { list: PLAIN, member: { address: eva } });
    const told = { text: "accepted", what: "subscribe", reason: "" } as const;
    const orders = (member: MemberId): readonly ErrandOrder[] => [
      {
        do: "tell-change",
        owner: 0 as MemberId,
        address: eva,
        change: "joined",
        by: null,
        byScenario: false,
      },
      { do: "tell-request", to: MIA, email: eva, ...told },
      { do: "tell-request", to: MIA, email: MIA, ...told, reason: `ask <${eva.toUpperCase()}>, please` },
      { do: "key-refused", to: eva },
      { do: "remind", member },
      { do: "key-refused", to: `x${eva}` as EmailAddress },
    ];
    await server.db.transact(async (tx) => {
      const { id: listId } = (await listByAddress(tx, PLAIN as EmailAddress)) as StoredList;
      const { id } = (await memberByAddress(tx, listId, eva)) as StoredMember;
      for (const one of orders(id)) await order(tx, { listId, at: new Date(0) }, one);
      await tx.query.updateTable("errand").set({ tries: 5 }).execute();
    });
    await server.call(personErase, { address: eva, dryRun: false });
    const rows = await server.db.read((tx) => tx.query.selectFrom("errand").select("id").execute());
    assert.equal(rows.length, 1);
  });

  test("the only owner of a list is not erased", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    const erase = { address: MIA, dryRun: false };
    await assert.rejects(server.call(personErase, erase), { code: "not-allowed" });
    await server.call(memberAdd, { list: PLAIN, member: { address: "olga@example.org", owner: true } });
    assert.equal((await server.call(personErase, erase)).done, true);
  });

  test("what waits to go to them does not go, and nobody else loses anything", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
    const content = await sealed(team.openpgp, protectedText(team.alice, "apple\n"), team.alice);
    await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
    await server.call(personErase, { address: team.alice.address, dryRun: false });
    delete server.sink.behaviour.answer;
    clock.advance(120_000);
    await server.drain();
    assert.equal(server.mailbox(team.alice.address).length, 0);
    assert.equal(server.mailbox(team.bob.address).length, 1);
  });

  test("a mark of somebody else with the same key is not given out, and stays as it is", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server);
    const key = { file: fileInput(utf8(armourKey(team.alice.publicKey))), confirmAddress: true };
    const [zoe, yan] = ["zoe@example.org", "yan@example.org"];
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    await server.call(memberAdd, { list: PLAIN, member: { address: zoe, key } });
    await server.call(memberRemove, { list: PLAIN, address: zoe });
    await server.call(memberRemove, { list: TEAM, address: team.alice.address });
    await server.call(memberAdd, { list: TEAM, member: { address: yan, key } });
    await server.call(memberAdd, { list: TEAM, member: { address: team.alice.address } });
    const { tables } = await server.call(personExport, { address: yan });
    assert.ok(tables.some(({ table }) => table === "member_key"));
    assert.ok(!tables.some(({ table }) => table === "left_key"), "Zoe's and Alice's");
    await server.call(personErase, { address: yan, dryRun: false });
    assert.equal(await isStored(server, yan), false);
    const marks = await server.db.read((tx) =>
      tx.query.selectFrom("left_key").select("address_key").execute(),
    );
    const named = marks.map(({ address_key }) => String(address_key)).filter((one) => one.includes("@"));
    assert.deepEqual(named.sort(), [team.alice.address, zoe]);
  });
});
