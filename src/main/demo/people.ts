/** The people of the demo and their mail programs: keys made for this run, forgotten after it. */
import {
  type Bytes,
  DAY_MS,
  type EmailAddress,
  type ListSecret,
  type Recipient,
  type Scheme,
  systemRandom,
  utf8,
} from "#base";
import { composeText, type FieldList } from "#mime";
import * as openpgp from "#openpgp";
import { type Opened, openPost, sealPost, wireOf } from "#protect";
import * as smime from "#smime";

export interface Person {
  readonly name: string;
  readonly address: EmailAddress;
  readonly scheme: Scheme;
  readonly secret: ListSecret;
  /** What they give to the list's owner: an armoured public key, or a certificate in PEM. */
  readonly publicFile: string;
}

const YEAR_MS = 365 * DAY_MS;

export async function makePerson(name: string, scheme: Scheme): Promise<Person> {
  const address = `${name.toLowerCase()}@example.net` as EmailAddress;
  const at = new Date();
  const expiresAt = new Date(at.getTime() + YEAR_MS);
  if (scheme === "openpgp") {
    const { secret, publicKey } = await openpgp.generateListKey({ address, at, expiresAt });
    return { name, address, scheme, secret, publicFile: openpgp.armourKey(publicKey) };
  }
  const { secret } = await smime.generateListKey({
    address,
    commonName: name,
    at,
    expiresAt,
    random: systemRandom,
  });
  return { name, address, scheme, secret, publicFile: smime.armourCertificate(ownCertificate(secret)) };
}

export interface Letter {
  /** Whose name stands in From: an outsider may write another's. */
  readonly from: Person;
  readonly to: EmailAddress;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo: string | null;
  readonly messageId: string;
}

/** A signed and sealed mail, as the person's program makes it. */
export async function writeSealed(writer: Person, letter: Letter, listKey: Recipient): Promise<Bytes> {
  const fields: FieldList = [
    ["From", `${letter.from.name} <${letter.from.address}>`],
    ["To", letter.to],
    ["Date", new Date().toUTCString().replace("GMT", "+0000")],
    ["Message-ID", letter.messageId],
    ...(letter.inReplyTo === null ? [] : ([["In-Reply-To", letter.inReplyTo]] as const)),
  ];
  const sealed = await sealPost({
    profile: {
      key: "letter",
      scheme: writer.scheme,
      cipher: writer.scheme === "openpgp" ? "seipd1" : "cbc",
      sign: true,
      language: "en",
      marked: false,
    },
    post: {
      outer: [...fields, ["Subject", "[...]"]],
      protected: [...fields, ["Subject", letter.subject]],
      block: null,
      content: composeText(letter.text),
    },
    secrets: secretsOf(writer),
    at: new Date(),
    random: systemRandom,
  });
  if (!sealed.ok) throw new Error(sealed.error);
  return wireOf(sealed.value, sealed.value.headFor(listKey));
}

/** Opens what a person received, with their own key, and checks the list's signature. */
export async function readSealed(
  reader: Person,
  message: Bytes,
  list: ListPublicKeys,
): Promise<Opened | null> {
  const families = { openpgp: true, smime: true };
  const opened = await openPost({
    message,
    at: new Date(),
    secrets: [reader.secret],
    signers: async () => [list.openpgp, list.smime],
    anchors: [],
    trust: "bound",
    open: families,
    verify: families,
  });
  return opened.ok ? opened.value : null;
}

export interface ListPublicKeys {
  readonly openpgp: SignerKeyOf<"openpgp">;
  readonly smime: SignerKeyOf<"smime">;
}

interface SignerKeyOf<S extends Scheme> {
  readonly scheme: S;
  readonly fingerprint: ListSecret["fingerprint"];
  readonly bytes: Bytes;
  readonly pinned: boolean;
}

/** Reads what `conclave key export` gave. */
export async function readListKeys(openpgpFile: string, certificateFile: string): Promise<ListPublicKeys> {
  const [key] = must(await openpgp.readKeys(utf8(openpgpFile)));
  const [certificate] = must(smime.readCertificates(utf8(certificateFile)));
  if (key === undefined || certificate === undefined) throw new Error("the list has no keys");
  const at = new Date();
  return {
    openpgp: {
      scheme: "openpgp",
      bytes: key,
      pinned: false,
      fingerprint: must(await openpgp.describeKey(key, at)).fingerprint,
    },
    smime: {
      scheme: "smime",
      bytes: certificate,
      pinned: false,
      fingerprint: must(smime.describeCertificate(certificate, at)).fingerprint,
    },
  };
}

export async function recipientOf(list: ListPublicKeys, scheme: Scheme): Promise<Recipient> {
  const at = new Date();
  if (scheme === "openpgp") return must(await openpgp.recipientOf(list.openpgp.bytes, at));
  return must(smime.recipientOf(list.smime.bytes, at));
}

function secretsOf(writer: Person): { openpgp: ListSecret | null; smime: ListSecret | null } {
  return { openpgp: null, smime: null, [writer.scheme]: writer.secret };
}

function ownCertificate(secret: ListSecret): Bytes {
  const [own] = secret.certificates;
  if (own === undefined) throw new Error("a certificate was not made");
  return own;
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (result.ok) return result.value;
  throw new Error(`the demo's key cannot be used: ${String(result.error)}`);
}
