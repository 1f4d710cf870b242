/**
 * Finds the RecipientInfos that are made for our keys (RFC 5652 §6.2). Password recipients are never tried (S1), and
 * what is made for others cannot get in the way, malformed as it may be.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, equalBytes, LIMITS, type ListSecret, type WhyCode } from "#base";
import type { Addressed, Locator } from "./addressed.ts";
import { type Element, TAG } from "../asn1/ber.ts";
import {
  digestOfKey,
  issuerAndSerial,
  keyIdentifierOf,
  readCertificate,
} from "../certificates/certificate.ts";
import { readKeyAgreement } from "./key-agreement.ts";
import { readKeyEncapsulation } from "./key-encapsulation.ts";
import { readKeyTransport } from "./key-transport.ts";
import { attempt } from "../asn1/refusal.ts";

/** A RecipientInfo for one of our keys; `take` gives the content key, or null if that fails. */
export interface MatchedRecipient {
  readonly secret: ListSecret;
  take(): Bytes | null;
}

export interface Matched {
  readonly recipients: readonly MatchedRecipient[];
  /** Why there are none: nothing that is secret goes into it. */
  readonly why: WhyCode;
}

const KEY_AGREEMENT = 0xa1;
const PASSWORD = 0xa3;
const OTHER = 0xa4;

/** Those that match, in the order of the message; a message that names us very often is tried so often only. */
export function matchRecipients(infos: readonly Element[], secrets: readonly ListSecret[]): Matched {
  const owned = secrets.filter(({ scheme }) => scheme === "smime").map(identify);
  const read = infos.map((info) => attempt(() => readInfo(info)));
  const addressed = read.flatMap((one) => (one.ok ? one.value : []));
  const ours = addressed.flatMap((one) =>
    owned.filter((own) => isFor(one.locator, own)).map((own) => attempt(() => matched(one, own))),
  );
  const recipients = ours.flatMap((one) => (one.ok ? [one.value] : [])).toSorted(byCertificate);
  const [refused] = [...ours, ...read].flatMap((one) => (one.ok ? [] : [one.error]));
  const why = refused ?? (needsPassword(infos) ? "password-encrypted" : "no-key");
  return { recipients: recipients.slice(0, LIMITS.hiddenRecipientsTried), why };
}

/** Keys without a certificate are tried last: RSA takes something out of what was made for another key, too. */
function byCertificate(a: MatchedRecipient, b: MatchedRecipient): number {
  return Number(a.secret.certificates.length === 0) - Number(b.secret.certificates.length === 0);
}

/** Whom one RecipientInfo names; nobody if it is of a kind that is not read. */
export function readInfo(info: Element): Addressed[] {
  switch (info.tag) {
    case TAG.sequence:
      return readKeyTransport(info);
    case KEY_AGREEMENT:
      return readKeyAgreement(info);
    case OTHER:
      return readKeyEncapsulation(info);
    default:
      return [];
  }
}

/** Whether only a password could open it. */
function needsPassword(infos: readonly Element[]): boolean {
  return infos.length > 0 && infos.every(({ tag }) => tag === PASSWORD);
}

interface Owned {
  readonly secret: ListSecret;
  readonly subjectPublicKeyInfo: Bytes;
  /** null: a key without a certificate, which any of them may be made for. */
  readonly issuerAndSerial: Bytes | null;
  readonly keyIdentifier: Bytes;
}

function identify(secret: ListSecret): Owned {
  const [own] = secret.certificates;
  if (own === undefined) return identifyBare(secret);
  const certificate = readCertificate(own);
  return {
    secret,
    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo,
    issuerAndSerial: issuerAndSerial(certificate),
    keyIdentifier: keyIdentifierOf(certificate),
  };
}

function identifyBare(secret: ListSecret): Owned {
  const info = createPublicKey(privateKeyOf(secret)).export({ format: "der", type: "spki" });
  return {
    secret,
    subjectPublicKeyInfo: info,
    issuerAndSerial: null,
    keyIdentifier: digestOfKey(info),
  };
}

function isFor(locator: Locator, own: Owned): boolean {
  if ("keyIdentifier" in locator) return equalBytes(locator.keyIdentifier, own.keyIdentifier);
  return own.issuerAndSerial === null || equalBytes(locator.issuerAndSerial, own.issuerAndSerial);
}

function matched(addressed: Addressed, { secret, subjectPublicKeyInfo }: Owned): MatchedRecipient {
  const decrypt = addressed.decryption();
  const take = (): Bytes | null => {
    try {
      return decrypt(privateKeyOf(secret), subjectPublicKeyInfo);
    } catch {
      return null;
    }
  };
  return { secret, take };
}

function privateKeyOf(secret: ListSecret): KeyObject {
  return createPrivateKey({ key: Buffer.from(secret.secret), format: "der", type: "pkcs8" });
}
