/**
 * A sealed list with a forger among its members: each message goes to `conclave inspect` with the same keys and to the
 * whole server, so that a test can ask what both made of it.
 */
import type { TestContext } from "node:test";
import { type Bytes, fromUtf8, type EmailAddress, utf8 } from "#base";
import type { Report } from "#inspect";
import type { FieldList } from "#mime";
import { armourKey } from "#openpgp";
import { heldList, keyExport } from "#operations";
import type { Opened } from "#protect";
import { type Correspondent, correspondent } from "../programs/correspondents.ts";
import { keyringOf, reportsOn } from "../inspection.ts";
import { certificatePem } from "../crypto/pki.ts";
import { newServer, type TestServer } from "../server.ts";
import { join, letter, movableClock, readNewest, sealedTeam, type Team, TEAM } from "./sealed-team.ts";

/** What became of one message. */
export interface Received {
  readonly report: Report;
  /** What a member read of the copy; null if none came. */
  readonly copy: Opened | null;
  /** `held not-signed: several-from`, or null if nothing waits. */
  readonly waits: string | null;
}

export interface AttackedList {
  readonly server: TestServer;
  readonly team: Team;
  readonly alice: Correspondent;
  readonly bob: Correspondent;
  readonly mallory: Correspondent;
  readonly smimeMallory: Correspondent;
  /** With the keys of all, the list's own too. */
  readonly inspect: (message: Bytes) => Promise<Report>;
  /** Gives a whole message to both. */
  readonly receive: (message: Bytes, sender?: string) => Promise<Received>;
  /** The same for content under a usual header; `from` is the value of the From field. */
  readonly post: (from: string, content: Bytes, more?: FieldList) => Promise<Received>;
}

const PASSPHRASE = "test";

/** Takes posts that nobody signed, so that their copies can be looked at. */
export const UNSIGNED_TOO = { gpg_post_sign: "no", smime_post_sign: "no" } as const;

export async function attackedList(
  t: TestContext,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<AttackedList> {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  const [mallory, smimeMallory] = await Promise.all([
    correspondent("mallory", "openpgp"),
    correspondent("smime-mallory", "smime"),
  ]);
  for (const person of [mallory, smimeMallory]) await join(server, person);
  const keys = [team.alice, team.bob, mallory, smimeMallory].map(publicText);
  const secrets = await secretsOf(server);
  const keyring = await keyringOf({ keys, secrets, passphrases: [PASSPHRASE] });
  const inspect = async (message: Bytes): Promise<Report> => {
    const [report, ...more] = await reportsOn(message, keyring);
    if (report === undefined || more.length > 0) throw new Error(`${more.length + 1} reports`);
    return report;
  };
  let posts = 0;
  const receive = async (message: Bytes, sender = mallory.address as string): Promise<Received> => {
    const report = await inspect(message);
    const before = { copies: copiesFor(server, team.bob), waiting: await waiting(server) };
    await server.post({ from: sender, to: TEAM, message });
    const isNew = copiesFor(server, team.bob) > before.copies;
    const after = (await waiting(server)).filter((one) => !before.waiting.some(({ id }) => id === one.id));
    return {
      report,
      copy: isNew ? await readNewest(server, team.bob, team) : null,
      waits: after.map(({ text }) => text).join() || null,
    };
  };
  const post = (from: string, content: Bytes, more: FieldList = []) =>
    receive(letter({ address: from }, content, { id: `attack-${(posts += 1)}`, more }));
  return { server, team, alice: team.alice, bob: team.bob, mallory, smimeMallory, inspect, receive, post };
}

function publicText({ secret, publicKey }: Correspondent): string {
  return secret.scheme === "openpgp" ? armourKey(publicKey) : certificatePem(publicKey);
}

async function secretsOf(server: TestServer): Promise<readonly string[]> {
  const exported = await server.call(keyExport, { list: TEAM, passphrase: PASSPHRASE });
  return exported.map(({ text }) => text);
}

/** Posts only: notices have a null return path. */
function copiesFor(server: TestServer, { address }: { readonly address: EmailAddress }): number {
  return server.mailbox(address).filter(({ from }) => from !== "").length;
}

async function waiting(
  server: TestServer,
): Promise<readonly { readonly id: number; readonly text: string }[]> {
  const held = await server.call(heldList, {});
  return held.map(({ id, kind, code, detail }) => ({ id, text: `${kind} ${code}: ${detail}` }));
}

/** The content of a copy as text, quoted-printable line ends joined. */
export function textOf(copy: Opened | null): string {
  return fromUtf8(copy?.content ?? utf8("")).replaceAll(/=\r\n/g, "");
}

/** Whom the list says the copy is from, in the words of its own block. */
export function signatureLineOf(copy: Opened | null): string | undefined {
  return textOf(copy)
    .split("\r\n")
    .find((line) => line.startsWith("Signature: "));
}
