/** What a member costs: their key packet, by algorithm, beside the mathematics alone. */
import { generateKey, type KeyOptions } from "openpgp";
import { type Bytes, concatBytes, type Recipient, type SealedBody, systemRandom } from "#base";
import { readKeys, recipientOf as openpgpRecipient } from "#openpgp";
import { headOf } from "#protect";
import { recipientOf as smimeRecipient } from "#smime";
import { LIBRARY_CONFIG } from "../../src/openpgp/library-config.ts";
import { decodeRecipient, encodeRecipient } from "../../src/store/lists/key-json.ts";
import { readCorpus } from "../support/corpus.ts";
import { makeAuthority, makePerson, type TestKeyKind } from "../support/crypto/pki.ts";
import { type RawKey, rawKeyPacket, type RawKeyOptions } from "./raw-crypto.ts";
import type { Bench, Found, RunOptions } from "./row.ts";
import { cpuBeside, scaled, spreadOf } from "./spread.ts";

interface Kind {
  readonly name: string;
  readonly make: () => Promise<Recipient>;
  readonly raw: RawKey;
  readonly options?: RawKeyOptions;
  /** Milliseconds, for a key that was used before in this process. */
  readonly target?: number;
}

const AT = new Date();
const TARGET = 0.15;
/** ECDH over this curve alone takes as long as the target of the others. */
const P256_TARGET = 0.2;
/** Times what it costs for a small body. */
const UNCHANGED = 1.2;

const OPENPGP: readonly Kind[] = [
  openpgp("RSA-2048", { type: "rsa", rsaBits: 2048 }, "rsa2048", TARGET),
  openpgp("RSA-3072", { type: "rsa", rsaBits: 3072 }, "rsa3072", TARGET),
  openpgp("RSA-4096", { type: "rsa", rsaBits: 4096 }, "rsa4096", TARGET),
  openpgp("Cv25519", { type: "ecc", curve: "ed25519Legacy" }, "x25519", TARGET),
  openpgp("X25519", { type: "curve25519" }, "x25519", TARGET),
  openpgp("P-256", { type: "ecc", curve: "nistP256" }, "p256", P256_TARGET),
  openpgp("P-384", { type: "ecc", curve: "nistP384" }, "p384"),
  openpgp("P-521", { type: "ecc", curve: "nistP521" }, "p521"),
  { name: "OpenPGP ML-KEM-768+X25519", make: latticeRecipient, raw: "ml-kem-768+x25519" },
];

const CMS: readonly Kind[] = [
  cms("RSA-2048", "rsa2048", "rsa2048", TARGET),
  cms("RSA-3072", "rsa3072", "rsa3072", TARGET),
  { ...cms("RSA-3072 OAEP", "rsa3072", "rsa3072", TARGET), make: oaepRecipient, options: { oaep: true } },
  { ...cms("P-256", "p256", "p256", P256_TARGET), options: { shared: true } },
  { ...cms("X25519", "x25519", "x25519", TARGET), options: { shared: true } },
  cms("ML-KEM-768", "ml-kem-768", "ml-kem-768"),
];

export const keyPackets: Bench = {
  name: "key-packets",
  about: "the key packet of one member, by algorithm: milliseconds of CPU",
  async *run(options) {
    for (const kind of [...OPENPGP, ...CMS]) yield* ofKind(kind, options);
    yield largeBody(options);
  },
};

async function* ofKind(kind: Kind, { quick }: RunOptions): AsyncGenerator<Found> {
  const recipient = await kind.make();
  const stored = encodeRecipient(recipient);
  const body = bodyOf(recipient, 2000);
  const [raw, warm, fresh] = cpuBeside(quick ? 1 : 9, [
    rawKeyPacket(kind.raw, kind.options),
    () => headOf(recipient.scheme, recipient, body),
    () => headOf(recipient.scheme, decodeRecipient(stored), body),
  ]);
  if (raw === undefined || warm === undefined || fresh === undefined) return;
  const limit = { of: "node:crypto alone", figure: raw.median };
  const name = `key packet, ${kind.name}`;
  const target = kind.target === undefined ? {} : { target: kind.target };
  yield { name: `${name}, warm`, unit: "ms", figure: warm, ...target, limit };
  yield { name: `${name}, fresh from the database`, unit: "ms", figure: fresh, limit };
}

/** The same for a body of 10 MB, as a multiple of what it is for one of 2 kB. */
function largeBody({ quick }: RunOptions): Found {
  const recipient = certified("p256");
  const works = [2000, 10_000_000].map((octets) => {
    const body = bodyOf(recipient, octets);
    return () => headOf("smime", recipient, body);
  });
  const [small, large] = cpuBeside(quick ? 1 : 9, works);
  const name = "key packet, body of 10 MB against 2 kB";
  const none = spreadOf([]);
  const figure = scaled(large ?? none, 1 / (small ?? none).median);
  return { name, unit: "×", figure, target: UNCHANGED };
}

function bodyOf({ scheme }: Recipient, octets: number): SealedBody {
  const cipher = scheme === "openpgp" ? "seipd1" : "cbc";
  return { sessionKey: systemRandom.bytes(32), shared: new Uint8Array(octets), cipher };
}

function openpgp(name: string, options: Partial<KeyOptions>, raw: RawKey, target?: number): Kind {
  const make = async (): Promise<Recipient> => {
    const userIDs = [{ email: "a@example.org" }];
    const made = await generateKey({ ...options, userIDs, format: "object", config: LIBRARY_CONFIG });
    return must(await openpgpRecipient(made.publicKey.write(), new Date()));
  };
  return { name: `OpenPGP ${name}`, make, raw, ...(target === undefined ? {} : { target }) };
}

function cms(name: string, kind: TestKeyKind, raw: RawKey, target?: number): Kind {
  const make = async (): Promise<Recipient> => certified(kind);
  return { name: `CMS ${name}`, make, raw, ...(target === undefined ? {} : { target }) };
}

/** From a certificate by an authority: not every key can sign its own. */
function certified(kind: TestKeyKind): Recipient {
  const [certificate] = makePerson({ kind }, makeAuthority()).certificates;
  return must(smimeRecipient(certificate as Bytes, AT));
}

/** The sample key of RFC 9980, version 4. */
async function latticeRecipient(): Promise<Recipient> {
  const [key] = must(await readKeys(readCorpus("openpgp-pqc/v4-eddsa-sample-pk.asc")));
  return must(await openpgpRecipient(key as Bytes, AT));
}

/** AlgorithmIdentifier of RSAES-OAEP with SHA-256 in both places (RFC 4055 §4.1). */
const OAEP_SHA256 = Buffer.from(
  "303c06092a864886f70d010107302fa00f300d06096086480165030402010500" +
    "a11c301a06092a864886f70d010108300d06096086480165030402010500",
  "hex",
);

async function oaepRecipient(): Promise<Recipient> {
  return { ...certified("rsa3072"), algorithm: "rsa-oaep", kdf: concatBytes(OAEP_SHA256) };
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (result.ok) return result.value;
  throw new Error(`a key of the bench cannot be used: ${String(result.error)}`);
}
