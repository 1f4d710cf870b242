/** A body for one person alone: notices, and mail for an owner. Signed if the list has a key of that family. */
import type { Random, Recipient, Scheme } from "#base";
import { cipherFor, type List } from "#lists";
import type { ComposedPost } from "#protect";
import type { CryptWork } from "#threads";
import type { ListSecrets } from "../in-flight.ts";
import { type ReadyBody, sealedReady } from "./ready-body.ts";

export interface OneReader {
  readonly list: List;
  readonly recipient: Recipient;
  readonly secrets: ListSecrets;
  readonly at: Date;
  readonly random: Random;
  readonly crypt: Pick<CryptWork, "seal">;
}

export async function sealForOne(post: ComposedPost, reader: OneReader): Promise<ReadyBody> {
  const { list, recipient, secrets, at, random, crypt } = reader;
  const { scheme } = recipient;
  const profile = {
    key: "one",
    scheme,
    cipher: cipherFor(list.settings, recipient),
    sign: secrets[scheme] !== null,
    language: list.settings.language,
    marked: false,
  };
  const sealed = await crypt.seal({ profile, post, secrets, at, random });
  if (!sealed.ok || "clear" in sealed.value.body) throw new Error("mail for one reader was not sealed");
  return sealedReady(sealed.value);
}

/** Most programs know certificates by themselves. */
const SIGNING_ORDER: readonly Scheme[] = ["smime", "openpgp"];

/** For somebody without a key of theirs: in clear, with the list's signature. null: the list has no key. */
export async function signForOne(
  post: ComposedPost,
  { list, secrets, at, random, crypt }: Omit<OneReader, "recipient">,
): Promise<ReadyBody | null> {
  const scheme = SIGNING_ORDER.find((family) => secrets[family] !== null);
  if (scheme === undefined) return null;
  const { language } = list.settings;
  const profile = { key: "one", scheme, cipher: "none", sign: true, language, marked: false } as const;
  const signed = await crypt.seal({ profile, post, secrets, at, random });
  return signed.ok ? sealedReady(signed.value) : null;
}
