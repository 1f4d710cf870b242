/** A sealed list whose posts wait, and the people who decide about them by mail. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Bytes, utf8, view } from "#base";
import { decodeText, type Entity, parseMessage } from "#mime";
import { heldList, memberAdd } from "#operations";
import {
  type Correspondent,
  correspondent,
  entity,
  openFor,
  sealed,
  signed,
} from "../programs/correspondents.ts";
import { fileInput, newServer, type TestServer, type TestServerOptions } from "../server.ts";
import {
  letter,
  type MovableClock,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
  type Team,
} from "./sealed-team.ts";
import { armourKey } from "#openpgp";
import { armourCertificate } from "#smime";

/** In the body of each post that waits; never outside of what is sealed. */
export const SECRET = "Krokodilstraene";
export const SECRET_SUBJECT = "Siebenschlaefer";

export interface Moderated {
  readonly server: TestServer;
  readonly clock: MovableClock;
  readonly team: Team;
  /** Owner, with an OpenPGP key. */
  readonly olga: Correspondent;
  /** Moderator, with a certificate. */
  readonly mo: Correspondent;
  /** Alice writes what waits for a decision; the answer is its number. */
  readonly aPostWaits: (id?: string) => Promise<number>;
}

export async function moderatedTeam(
  t: TestContext,
  settings: Readonly<Record<string, string | number>> = {},
  options: Omit<TestServerOptions, "clock"> = {},
): Promise<Moderated> {
  const clock = movableClock();
  const server = await newServer(t, { ...options, clock });
  const team = await sealedTeam(server, { default_member_action: "hold", ...settings });
  const [olga, mo] = [await correspondent("olga"), await correspondent("mo", "smime")];
  await addStaff(server, olga, { owner: true });
  await addStaff(server, mo, { moderator: true });
  const aPostWaits = async (id = "1"): Promise<number> => {
    const text = protectedText(team.alice, `${SECRET} ${id}\n`, { subject: SECRET_SUBJECT });
    const message = letter(team.alice, await sealed(team.openpgp, text, team.alice), { id });
    await server.post({ from: team.alice.address, to: TEAM, message });
    return (await server.call(heldList, {})).at(-1)?.id ?? 0;
  };
  return { server, clock, team, olga, mo, aPostWaits };
}

async function addStaff(
  server: TestServer,
  { address, secret, publicKey }: Correspondent,
  roles: { readonly owner?: boolean; readonly moderator?: boolean },
): Promise<void> {
  const text = secret.scheme === "openpgp" ? armourKey(publicKey) : armourCertificate(publicKey);
  const member = { address, receives: false, ...roles, key: { file: fileInput(utf8(text)) } };
  await server.call(memberAdd, { list: TEAM, member });
}

export interface ReadMail {
  readonly replyTo: string;
  readonly subject: string;
  /** The first text of it. */
  readonly text: string;
  /** Its parts, opened and taken out of layers of multiparts. */
  readonly parts: readonly Entity[];
  readonly signedByList: boolean;
}

/** The newest mail to somebody, opened with their key. */
export async function newestMail({ server, team }: Moderated, reader: Correspondent): Promise<ReadMail> {
  const newest = server.mailbox(reader.address).at(-1);
  assert.ok(newest, `nothing came to ${reader.address}`);
  const opened = await openFor(newest.data, [reader], [team.openpgp, team.smime]);
  assert.ok(opened.ok, "it opens");
  const value = (name: string) =>
    opened.value.headers.find((field) => field.name.toLowerCase() === name)?.value ?? "";
  const parsed = parseMessage(opened.value.content);
  assert.ok(parsed.ok);
  const parts = leaves(parsed.value);
  const first = parts.find((part) => part.contentType.essence === "text/plain");
  return {
    replyTo: value("reply-to"),
    subject: value("subject"),
    text: first === undefined ? "" : decodeText(first),
    parts,
    signedByList: opened.value.signatures.some(({ verdict }) => verdict === "valid"),
  };
}

function leaves(entity: Entity): readonly Entity[] {
  return entity.contentType.type === "multipart" ? entity.children.flatMap(leaves) : [entity];
}

export interface Reply {
  readonly by: Correspondent;
  readonly to: string;
  readonly text: string;
  readonly id?: string;
  /** Absent: signed by whoever writes, and in clear. */
  readonly content?: Bytes;
  readonly more?: readonly (readonly [string, string])[];
  /** The envelope sender, if it is another. */
  readonly from?: string;
}

/** Answers as a mail program does, with the command on top. */
export async function reply(server: TestServer, { by, to, text, id = "r1", ...rest }: Reply): Promise<void> {
  const content = rest.content ?? (await signed(by, entity(`${text}\n`)));
  const message = letter(by, content, { id, to: to, more: rest.more ?? [] });
  await server.post({ from: rest.from ?? by.address, to, message });
}

/** How many copies of posts reached a member. */
export function postsTo(server: TestServer, { address }: Correspondent): number {
  return server.mailbox(address).filter(({ from }) => from !== "").length;
}

export function textOf(octets: Uint8Array | undefined): string {
  return view(octets ?? utf8("")).toString("latin1");
}
