/** Lists with many members, and posts to them. A few people have keys of their own; the others share theirs. */
import { type AddressKey, type Bytes, type EmailAddress, OPERATOR, type Scheme, utf8 } from "#base";
import { keyExport, listConfigure, listCreate, memberAdd } from "#operations";
import { keysOfMembers, listByAddress, memberByAddress, type StoredMemberKey, type Transactor } from "#store";
import {
  makePerson,
  type Person,
  readListKeys,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import type { OpenSite } from "../../src/main/open-site.ts";

export type ListKind = "plain" | "verp" | "openpgp" | "smime" | "mixed";

export interface ListShape {
  /** Begins every member's address, so that the sink can tell whose copy came. */
  readonly tag: string;
  readonly kind: ListKind;
  readonly members: number;
}

export interface FilledList extends ListShape {
  readonly address: EmailAddress;
  readonly writer: Person | null;
  readonly keys: { readonly openpgp: string; readonly smime: string };
}

const SCHEMES: Readonly<Record<ListKind, readonly Scheme[]>> = {
  plain: [],
  verp: [],
  openpgp: ["openpgp"],
  smime: ["smime"],
  mixed: ["openpgp", "smime"],
};
/** People of each scheme with a key of their own: it has to be made, which takes time. */
const PEOPLE = 4;
const ROWS = 500;

/** Makes the list and its members, by bulk insert where there are many. */
export async function fillList(site: OpenSite, shape: ListShape): Promise<FilledList> {
  const { tag, kind } = shape;
  const address = `${tag}@example.org` as EmailAddress;
  const context = { ...site, actor: OPERATOR, wake: () => {}, progress: () => {} };
  const sealed = SCHEMES[kind].length > 0;
  const demands = kind === "verp" ? { gpg_distrib_encrypt: "yes" } : {};
  const open = sealed ? {} : { generic_nonmember_action: "accept", ...demands };
  must(await listCreate.invoke(context, { address, sealed, settings: open }));
  must(await listConfigure.invoke(context, { list: address, settings: { max_message_size: 0 } }));
  const people: Person[] = [];
  for (const scheme of SCHEMES[kind])
    for (let nth = 0; nth < PEOPLE; nth++) people.push(await makePerson(`${tag}-${scheme}${nth}`, scheme));
  for (const person of people) {
    const key = { file: Buffer.from(person.publicFile).toString("base64") };
    must(await memberAdd.invoke(context, { list: address, member: { address: person.address, key } }));
  }
  await fillUp(site, { ...shape, address, people });
  const exported = sealed ? must(await keyExport.invoke(context, { list: address })) : [];
  const text = (scheme: Scheme): string => exported.find((key) => key.scheme === scheme)?.text ?? "";
  const keys = { openpgp: text("openpgp"), smime: text("smime") };
  return { ...shape, address, writer: people[0] ?? null, keys };
}

interface Filling extends ListShape {
  readonly address: EmailAddress;
  readonly people: readonly Person[];
}

async function fillUp(site: OpenSite, { address, people, tag, members }: Filling): Promise<void> {
  const { listId, keys } = await site.db.read(async (tx) => {
    const list = await listByAddress(tx, address);
    if (list === null) throw new Error(`${address} was not made`);
    const stored = await Promise.all(people.map((person) => memberByAddress(tx, list.id, person.address)));
    const ids = stored.flatMap((member) => member?.id ?? []);
    return { listId: list.id, keys: await keysOfMembers(tx, ids) };
  });
  for (let start = people.length; start < members; start += ROWS) {
    const numbers = Array.from({ length: Math.min(ROWS, members - start) }, (_, nth) => start + nth);
    const bulk = { listId, keys, numbers, tag };
    await site.db.transact((tx) => insertMembers(tx, bulk));
  }
}

interface Bulk {
  readonly listId: StoredMemberKey["listId"];
  readonly keys: readonly StoredMemberKey[];
  readonly numbers: readonly number[];
  readonly tag: string;
}

async function insertMembers(tx: Transactor, { listId, keys, numbers, tag }: Bulk): Promise<void> {
  const rows = numbers.map((number) => {
    const address = `${tag}-${number}@example.net`;
    return {
      list_id: listId,
      address: address as EmailAddress,
      address_key: address as AddressKey,
      name: "",
      language: "en",
      receives: 1,
      owner: 0,
      moderator: 0,
      delivery: "on" as const,
      created_at: Date.now(),
    };
  });
  const made = await tx.query.insertInto("member").values(rows).returning("id").execute();
  if (keys.length === 0) return;
  const ids = keys.map(({ id }) => id);
  const patterns = await tx.query.selectFrom("member_key").selectAll().where("id", "in", ids).execute();
  const bound = made.map(({ id: member_id }, nth) => {
    const { id: _, ...pattern } = patterns[nth % patterns.length] ?? unreachable();
    // A key of its own for the database; octets of a key that others have too.
    const digits = (numbers[nth] ?? 0).toString(16).toUpperCase();
    const fingerprint = digits.padStart(pattern.fingerprint.length, "0") as typeof pattern.fingerprint;
    const renamed = (json: string): string => json.replace(pattern.fingerprint, fingerprint);
    const recipient = pattern.recipient === null ? null : renamed(pattern.recipient);
    return { ...pattern, member_id, fingerprint, recipient, description: renamed(pattern.description) };
  });
  await tx.query.insertInto("member_key").values(bound).execute();
}

let letters = 0;

/** A post of about so many octets of text, new each time; signed and sealed if the list has keys. */
export async function postTo(list: FilledList, octets: number): Promise<Bytes> {
  const text = `${"x".repeat(70)}\r\n`.repeat(Math.max(1, Math.round(octets / 72)));
  const messageId = `<${++letters}.${process.pid}@bench.example>`;
  const { writer, address } = list;
  if (writer === null) {
    const fields = [
      "From: writer@example.com",
      `To: ${address}`,
      "Subject: bench",
      `Message-ID: ${messageId}`,
    ];
    return utf8([...fields, "", text].join("\r\n"));
  }
  const letter = { from: writer, to: address, subject: "bench", text, inReplyTo: null, messageId };
  const keys = await readListKeys(list.keys.openpgp, list.keys.smime);
  return writeSealed(writer, letter, await recipientOf(keys, writer.scheme));
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: Error }): T {
  if (result.ok) return result.value;
  throw result.error;
}

function unreachable(): never {
  throw new Error("no key to copy");
}
