/** A list that trusts an authority, and people whose certificates it issued; nobody is bound yet. */
import { asId, type EmailAddress, type ListSecret, type MemberId } from "#base";
import type { FieldList } from "#mime";
import { listConfigure, listCreate, memberAdd, memberShow } from "#operations";
import { type Correspondent, entity, signed } from "../programs/correspondents.ts";
import { certificatePem, makeAuthority, makePerson, type TestAuthority } from "../crypto/pki.ts";
import type { TestServer } from "../server.ts";
import { letter, MIA, TEAM } from "./sealed-team.ts";

export const ANN = "ann@example.org" as EmailAddress;
export const READER = "reader@example.net" as EmailAddress;

export const SIGNS = 0x80;
export const SEALS = 0x20;

export type PersonOptions = NonNullable<Parameters<typeof makePerson>[0]>;

export interface CertifiedTeam {
  readonly server: TestServer;
  readonly authority: TestAuthority;
  /** Somebody whom the list's authority certified. */
  person(options?: PersonOptions): ListSecret;
  /** Signs and posts; how many copies the reader has then. */
  post(by: ListSecret, what: PostOptions): Promise<number>;
  /** Fingerprints of the member's keys with whether mail is sealed to them. */
  keys(address?: string): Promise<readonly (readonly [string, boolean])[]>;
}

export interface PostOptions {
  readonly id: string;
  readonly from?: EmailAddress;
  /** Put beside the signer's own. */
  readonly beside?: readonly ListSecret[];
  /** More header fields, outside. */
  readonly more?: FieldList;
}

const SETTINGS = { smime_post_sign: "yes", smime_distrib_encrypt: "yes" };

export async function certifiedTeam(
  server: TestServer,
  settings: Readonly<Record<string, string>> = {},
): Promise<CertifiedTeam> {
  const authority = makeAuthority();
  const trust = { smime_trust: "ca", smime_ca: certificatePem(authority.certificate) };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(listConfigure, { list: TEAM, settings: { ...SETTINGS, ...trust, ...settings } });
  for (const address of [ANN, READER]) await server.call(memberAdd, { list: TEAM, member: { address } });
  return {
    server,
    authority,
    person: (options = {}) => makePerson({ kind: "p256", address: ANN, ...options }, authority),
    post: (by, what) => post(server, by, what),
    async keys(address = ANN) {
      const { keys } = await server.call(memberShow, { list: TEAM, member: address });
      return keys.map(({ fingerprint, unusable }) => [fingerprint, unusable === null] as const);
    },
  };
}

/** Whoever has the secret, writing as somebody. */
export function writer(secret: ListSecret, address: EmailAddress = ANN): Correspondent {
  const [publicKey = new Uint8Array()] = secret.certificates;
  return { member: asId<MemberId>(1), address, secret, publicKey };
}

async function post(
  server: TestServer,
  by: ListSecret,
  { id, from = ANN, beside = [], more = [] }: PostOptions,
): Promise<number> {
  const certificates = [...by.certificates, ...beside.flatMap((one) => one.certificates.slice(0, 1))];
  const author = writer({ ...by, certificates }, from);
  const message = letter(author, await signed(author, entity(`hello ${id}`)), { id, more });
  await server.post({ from, to: TEAM, message });
  return server.mailbox(READER).length;
}
