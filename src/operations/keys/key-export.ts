import { z } from "zod";
import {
  AppError,
  type Bytes,
  type EmailAddress,
  type ListSecret,
  ok,
  type Random,
  type Scheme,
  view,
} from "#base";
import { listAuthorityFingerprint, lockedSecretFile, lockedSecretText, publicKeyText } from "#keys";
import {
  keysOfMembers,
  listCertificates,
  type ListKey,
  listKeys,
  listSecrets,
  type Reader,
  type StoredList,
} from "#store";
import { address, scheme } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

export interface ExportedKey {
  readonly scheme: Scheme;
  readonly fingerprint: string;
  /** Armoured OpenPGP, or PEM: the certificate first, then the authorities above it. */
  readonly text: string;
  /** SHA-256 of the authority that a list made for itself: what members' programs show before they trust it. */
  readonly authority: string | null;
  /** The private key with its certificates as PKCS#12 in base64, where that was asked for. */
  readonly pkcs12: string | null;
}

const input = z.strictObject({
  list: address,
  /** A member's keys instead of the list's. */
  member: address.optional(),
  /** Absent: both families. */
  scheme: scheme.optional(),
  /** The list's private keys too, locked with this. */
  passphrase: z.string().min(1).max(1000).optional(),
  /** The private S/MIME key as PKCS#12 as well. */
  pkcs12: z.boolean().default(false),
});

export const keyExport = operation({
  name: "key.export",
  summary: "Write out keys of a list or a member",
  input,
  async run({ db, random }, wanted) {
    if (wanted.member !== undefined && wanted.passphrase !== undefined) throw noPrivateKeys();
    const keys = await db.read(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      if (wanted.member !== undefined) return memberKeys(tx, list, wanted.member);
      if (wanted.passphrase === undefined) return publicKeys(tx, list);
      const { passphrase, pkcs12 } = wanted;
      return secretKeys(tx, list, { passphrase, pkcs12, random });
    });
    const only = wanted.pkcs12 ? "smime" : wanted.scheme;
    const chosen = keys.filter((key) => only === undefined || key.scheme === only);
    if (chosen.length === 0) throw noKeys(wanted.member ?? wanted.list);
    return ok(chosen);
  },
});

async function publicKeys(tx: Reader, list: StoredList): Promise<readonly ExportedKey[]> {
  const active = (await listKeys(tx, list.id)).filter((key) => key.active);
  return Promise.all(
    active.map(async (key) => {
      const chain = await listCertificates(tx, key);
      const authority = key.scheme === "smime" ? await listAuthorityFingerprint(chain, list.address) : null;
      return { ...(await publicKey(key, chain.slice(1))), authority };
    }),
  );
}

interface Lock {
  readonly passphrase: string;
  readonly pkcs12: boolean;
  readonly random: Random;
}

async function secretKeys(tx: Reader, list: StoredList, lock: Lock): Promise<readonly ExportedKey[]> {
  const secrets = (await listSecrets(tx, list.id)).filter(({ active }) => active);
  return Promise.all(
    secrets.map(async (secret) => ({
      scheme: secret.scheme,
      fingerprint: secret.fingerprint,
      text: await lockedSecretText(secret, lock.passphrase),
      authority: null,
      pkcs12: lock.pkcs12 && secret.scheme === "smime" ? await lockedPkcs12(secret, lock) : null,
    })),
  );
}

async function lockedPkcs12(secret: ListSecret, { passphrase, random }: Lock): Promise<string> {
  return view(await lockedSecretFile(secret, passphrase, random)).toString("base64");
}

async function memberKeys(tx: Reader, list: StoredList, who: EmailAddress): Promise<readonly ExportedKey[]> {
  const member = await wantedMember(tx, list, who);
  return Promise.all((await keysOfMembers(tx, [member.id])).map((key) => publicKey(key, [])));
}

async function publicKey(
  { scheme, fingerprint, publicKey: bytes }: Pick<ListKey, "scheme" | "fingerprint" | "publicKey">,
  authorities: readonly Bytes[],
): Promise<ExportedKey> {
  return {
    scheme,
    fingerprint,
    text: await publicKeyText(scheme, bytes, authorities),
    authority: null,
    pkcs12: null,
  };
}

function noKeys(who: string): AppError {
  return new AppError({ code: "not-found", publicText: `${who} has no such key.` });
}

function noPrivateKeys(): AppError {
  const publicText = "The server has no private keys of members. Only a list's can be exported.";
  return new AppError({ code: "not-allowed", publicText });
}
