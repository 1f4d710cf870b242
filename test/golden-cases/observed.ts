/** The facts of what our server did with a case's message. */
import type { EmailAddress } from "#base";
import { memberList, requestList } from "#operations";
import { listByAddress, memberByAddress, type Reader } from "#store";
import type { TestServer } from "../support/server.ts";
import { type Facts, parsed } from "./facts.ts";
import type { GoldenCase } from "./golden-case.ts";
import { kindOf } from "./kinds.ts";
import { deliveryWord, optionWords } from "./member-words.ts";
import { noticeFacts } from "./notice-facts.ts";
import { postFacts } from "./post-facts.ts";
import { sameReason } from "./reasons.ts";
import { GOLD } from "./world.ts";

export async function conclaveFacts(server: TestServer, golden: GoldenCase): Promise<Facts> {
  const sent = server.sink.messages.map(({ from, recipients, data }) => ({
    from,
    recipients,
    message: parsed(data),
  }));
  const copies = sent.filter(({ message }) => kindOf("conclave", message) === null);
  const mails = sent.filter((one) => !copies.includes(one));
  return new Map([
    ...postFacts(copies),
    ...noticeFacts("conclave", mails),
    ...(await disposition(server, golden)),
    ...(await stateFacts(server)),
  ]);
}

const DECIDED = { accept: "accepted", reject: "rejected", discard: "discarded", "": "undecided" } as const;

/** Of posts alone. */
async function disposition(server: TestServer, { address }: GoldenCase): Promise<Facts> {
  if (address !== "tolist") return new Map();
  const rows = await server.db.read((tx) =>
    tx.query.selectFrom("inbox").select(["decision", "code"]).orderBy("id").execute(),
  );
  const [row] = rows;
  if (row === undefined) return new Map([["disposition", "nothing came"]]);
  const word = row.decision === "hold" ? `held: ${sameReason(row.code)}` : DECIDED[row.decision];
  return new Map([["disposition", word]]);
}

async function stateFacts(server: TestServer): Promise<Facts> {
  const facts: Facts = new Map();
  const views = (await server.call(memberList, { list: GOLD })).filter(({ receives }) => receives);
  const reading = (digest: boolean) =>
    views.filter((one) => (one.digest !== "") === digest).map(({ address }) => address);
  facts.set("members", reading(false).toSorted().join(", "));
  facts.set("digest members", reading(true).toSorted().join(", "));
  for (const view of views) {
    facts.set(`options of ${view.address}`, optionsOf(view));
    const off = await whyOff(server, view.address);
    if (off !== null) facts.set(`delivery of ${view.address}`, off);
  }
  if (await waitsForDigest(server)) facts.set("digest", "kept for the next digest");
  const waiting = await server.call(requestList, { list: GOLD });
  for (const [fact, name] of [
    ["waiting to join", "subscribe"],
    ["waiting to leave", "unsubscribe"],
  ] as const) {
    const count = waiting.filter((one) => one.function === name).length;
    if (count > 0) facts.set(fact, String(count));
  }
  return facts;
}

async function waitsForDigest({ db }: TestServer): Promise<boolean> {
  const query = (tx: Reader) => tx.query.selectFrom("digest_post").select("number").execute();
  return (await db.read(query)).length > 0;
}

type Flags = Readonly<
  Record<"ack" | "notMetoo" | "noDupes" | "conceal" | "moderated" | "otherTopics", boolean>
> & { readonly digest: string };

function optionsOf({ ack, notMetoo, noDupes, conceal, moderated, otherTopics, digest }: Flags): string {
  const bits = [
    notMetoo ? 2 : 0,
    ack ? 4 : 0,
    digest === "plain" ? 8 : 0,
    conceal ? 16 : 0,
    otherTopics ? 64 : 0,
    moderated ? 128 : 0,
    noDupes ? 256 : 0,
  ];
  return optionWords(bits.reduce((sum, bit) => sum + bit, 0));
}

const OFF = { member: 2, owner: 3 } as const;

async function whyOff(server: TestServer, address: string): Promise<string | null> {
  const member = await server.db.read(async (tx) => {
    const list = await listByAddress(tx, GOLD);
    return list === null ? null : memberByAddress(tx, list.id, address as EmailAddress);
  });
  if (member === null || member.deliveryWhy === "") return null;
  return deliveryWord(OFF[member.deliveryWhy]);
}
