import { z } from "zod";
import { AppError, ok, type Scheme } from "#base";
import { lockedSecretText, publicKeyText } from "#keys";
import { keysOfMembers, listKeys, listSecrets, type Reader, type StoredList } from "#store";
import { address, scheme } from "./input.ts";
import { operation } from "./operation.ts";
import { wantedList, wantedMember } from "./wanted.ts";

export interface ExportedKey {
  readonly scheme: Scheme;
  readonly fingerprint: string;
  /** Armoured OpenPGP, or PEM. */
  readonly text: string;
}

const input = z.strictObject({
  list: address,
  /** A member's keys instead of the list's. */
  member: address.optional(),
  /** Absent: both families. */
  scheme: scheme.optional(),
  /** The list's private keys too, locked with this. */
  passphrase: z.string().min(1).max(1000).optional(),
});

export const keyExport = operation({
  name: "key.export",
  summary: "Write out keys of a list or a member",
  input,
  effect: "read",
  who: "owner",
  async run({ db }, wanted) {
    if (wanted.member !== undefined && wanted.passphrase !== undefined) throw noPrivateKeys();
    const keys = await db.read(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      if (wanted.member !== undefined) return memberKeys(tx, list, wanted.member);
      return wanted.passphrase === undefined ? publicKeys(tx, list) : secretKeys(tx, list, wanted.passphrase);
    });
    const chosen = keys.filter((key) => wanted.scheme === undefined || key.scheme === wanted.scheme);
    if (chosen.length === 0) throw noKeys(wanted.member ?? wanted.list);
    return ok(chosen);
  },
});

async function publicKeys(tx: Reader, list: StoredList): Promise<readonly ExportedKey[]> {
  const keys = (await listKeys(tx, list.id)).filter(({ active }) => active);
  return keys.map((key) => ({
    scheme: key.scheme,
    fingerprint: key.fingerprint,
    text: publicKeyText(key.scheme, key.publicKey),
  }));
}

async function secretKeys(tx: Reader, list: StoredList, passphrase: string): Promise<readonly ExportedKey[]> {
  const secrets = (await listSecrets(tx, list.id)).filter(({ active }) => active);
  return Promise.all(
    secrets.map(async (secret) => ({
      scheme: secret.scheme,
      fingerprint: secret.fingerprint,
      text: await lockedSecretText(secret, passphrase),
    })),
  );
}

async function memberKeys(
  tx: Reader,
  list: StoredList,
  who: z.output<typeof address>,
): Promise<readonly ExportedKey[]> {
  const member = await wantedMember(tx, list, who);
  const keys = await keysOfMembers(tx, [member.id]);
  return keys.map((key) => ({
    scheme: key.scheme,
    fingerprint: key.fingerprint,
    text: publicKeyText(key.scheme, key.publicKey),
  }));
}

function noKeys(who: string): AppError {
  return new AppError({ code: "not-found", publicText: `${who} has no such key.` });
}

function noPrivateKeys(): AppError {
  const publicText = "The server has no private keys of members. Only a list's can be exported.";
  return new AppError({ code: "not-allowed", publicText });
}
