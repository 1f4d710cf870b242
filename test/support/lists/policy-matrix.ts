/**
 * Real posts of every kind by every sort of sender, taken through the steps of the pipeline under any settings. Nothing is
 * written, so one list with its people serves all cells.
 */
import type { TestContext } from "node:test";
import { type Bytes, latin1, type Scheme } from "#base";
import { decodeBody, encodeBase64Lines, parseMessage } from "#mime";
import { listCreate, memberAdd } from "#operations";
import {
  type Correspondent,
  correspondent,
  entity,
  NOW,
  sealed,
  signed,
} from "../programs/correspondents.ts";
import { type Decide, decideUnder } from "./decide-under.ts";
import { join, letter, listAsCorrespondents, movableClock, TEAM, type Team } from "./sealed-team.ts";
import { newServer } from "../server.ts";

export const KINDS = ["plain", "signed", "sealed", "both", "other key", "damaged", "tampered"] as const;
export type Kind = (typeof KINDS)[number];

export const SENDERS = ["member", "no key", "outsider", "forged"] as const;
export type MatrixSender = (typeof SENDERS)[number];

export interface MatrixPost {
  readonly scheme: Scheme;
  readonly kind: Kind;
  readonly from: MatrixSender;
}

export interface PolicyMatrix {
  readonly decide: Decide;
  message(post: MatrixPost): Promise<Bytes>;
}

export async function policyMatrix(t: TestContext): Promise<PolicyMatrix> {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", sealed: true });
  const [alice, bob] = [await correspondent("alice", "openpgp"), await correspondent("bob", "smime")];
  for (const person of [alice, bob]) await join(server, person);
  await server.call(memberAdd, { list: TEAM, member: { address: "carol@example.org" } });
  const team: Team = { alice, bob, ...(await listAsCorrespondents(server, TEAM)) };
  const people = once((name) => correspondent(name.split(" ")[0] ?? "", name.split(" ")[1] as Scheme));
  const post = once((name) => makePost({ team, people }, JSON.parse(name) as MatrixPost));
  return { decide: await decideUnder(server, NOW), message: (wanted) => post(JSON.stringify(wanted)) };
}

const TEXT = "At noon?\n";

interface World {
  readonly team: Team;
  /** People with keys that nobody bound, by name and scheme. */
  readonly people: (name: string) => Promise<Correspondent>;
}

async function makePost(world: World, { scheme, kind, from }: MatrixPost): Promise<Bytes> {
  const writer = await writerOf(world, scheme, from);
  const elsewhere = await world.people(`elsewhere ${scheme}`);
  return letter(writer, await contentOf(kind, writer, { list: world.team[scheme], elsewhere }));
}

/** Who signs, under the address that stands in From. */
async function writerOf({ team, people }: World, scheme: Scheme, from: MatrixSender): Promise<Correspondent> {
  const member = scheme === "openpgp" ? team.alice : team.bob;
  if (from === "member") return member;
  if (from === "no key") return people(`carol ${scheme}`);
  const mallory = await people(`mallory ${scheme}`);
  return from === "outsider" ? mallory : { ...mallory, address: member.address };
}

async function contentOf(
  kind: Kind,
  writer: Correspondent,
  { list, elsewhere }: { readonly list: Correspondent; readonly elsewhere: Correspondent },
): Promise<Bytes> {
  const text = entity(TEXT);
  switch (kind) {
    case "plain":
      return text;
    case "signed":
      return signed(writer, text);
    case "sealed":
      return sealed(list, text);
    case "both":
      return sealed(list, await signed(writer, text));
    case "other key":
      return sealed(elsewhere, await signed(writer, text));
    case "damaged":
      return damaged(await sealed(list, await signed(writer, text)), writer.secret.scheme);
    case "tampered":
      return tampered(await signed(writer, text));
  }
}

/** The words changed after they were signed. */
function tampered(content: Bytes): Bytes {
  return latin1(Buffer.from(content).toString("latin1").replace("noon", "nine"));
}

/** An octet near the end of the ciphertext changed; all around it is as it was. */
function damaged(content: Bytes, scheme: Scheme): Bytes {
  const text = Buffer.from(content).toString("latin1");
  if (scheme === "openpgp")
    return latin1(text.replace(/-----BEGIN[\s\S]*-----END PGP MESSAGE-----/, damagedArmour));
  const parsed = parseMessage(content);
  if (!parsed.ok) throw new Error(parsed.error);
  const octets = Buffer.from(decodeBody(parsed.value));
  octets[octets.length - 40]! ^= 1;
  const head = content.length - parsed.value.body.length;
  return Buffer.concat([content.subarray(0, head), encodeBase64Lines(octets)]);
}

function damagedArmour(armour: string): string {
  const lines = armour.split("\r\n").filter((line) => /^[\w+/=]+$/.test(line));
  const octets = Buffer.from(lines.join(""), "base64");
  octets[octets.length - 40]! ^= 1;
  const body = Buffer.from(encodeBase64Lines(octets)).toString("latin1");
  return `-----BEGIN PGP MESSAGE-----\r\n\r\n${body}-----END PGP MESSAGE-----`;
}

function once<Value>(make: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}
