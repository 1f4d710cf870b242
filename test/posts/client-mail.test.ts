/** Mail in the forms that programs make of it, from test/corpus/clients: opened, verified and judged. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import {
  asId,
  type EmailAddress,
  type Layer,
  type ListSecret,
  type MemberId,
  type SignerKey,
  view,
} from "#base";
import { decodeBody, type Entity, parseMessage } from "#mime";
import * as openpgp from "#openpgp";
import { type Binding, judgeAuthor, type Opened, openPost } from "#protect";
import * as smime from "#smime";
import { corpusMessages, readCorpus } from "../support/corpus.ts";

const AT = new Date("2026-11-22T12:00:00Z");
const ALICE = "alice@example.org" as EmailAddress;

/** `layers`: outside first; p OpenPGP, s S/MIME; capital: an encryption that opened, x: one that stays closed. */
interface Expected {
  readonly layers: string;
  /** "yes", or why nobody is known to have written it. */
  readonly author: string;
  /** As header protection gave it. */
  readonly subject?: string;
  /** It may not be shown outside. */
  readonly secret?: true;
  /** A signature is good and covers a part. */
  readonly part?: true;
}

const LUNCH = { subject: "Lunch" } as const;
const SECRET = { subject: "Secret lunch", secret: true } as const;
const BOTH_PGP = { layers: "Pp", author: "yes" } as const;
const SIGNED_PGP = { layers: "p", author: "yes" } as const;
const SIGNED_CMS = { layers: "s", author: "yes" } as const;
const BOTH_CMS = { layers: "Ss", author: "yes" } as const;

const CLIENTS: Readonly<Record<string, Expected>> = {
  "thunderbird-openpgp-signed": { ...SIGNED_PGP, ...LUNCH },
  "thunderbird-openpgp-sealed": { layers: "P", author: "no-signature", ...SECRET },
  "thunderbird-openpgp-both": { ...BOTH_PGP, ...SECRET },
  "thunderbird-openpgp-hp": { ...BOTH_PGP, ...SECRET },
  "thunderbird-smime-signed": SIGNED_CMS,
  "thunderbird-smime-both": BOTH_CMS,
  "thunderbird-smime-hp": { ...BOTH_CMS, ...SECRET },
  "thunderbird-unobtrusive": { ...SIGNED_PGP, ...LUNCH },
  "enigmail-inline-signed": SIGNED_PGP,
  "enigmail-inline-both": BOTH_PGP,
  "enigmail-memory-hole": { ...BOTH_PGP, ...SECRET },
  "outlook-opaque-signed": SIGNED_CMS,
  "outlook-sealed-name-only": BOTH_CMS,
  "outlook-clear-signed": SIGNED_CMS,
  "exchange-octet-stream-p7m": BOTH_CMS,
  "exchange-only-part": BOTH_CMS,
  "exchange-winmail-sealed": BOTH_CMS,
  "exchange-winmail-signed": SIGNED_CMS,
  "exchange-openpgp-both": { ...BOTH_PGP, ...SECRET },
  "gpgol-both": { ...BOTH_PGP, ...LUNCH },
  "gpgol-signed": SIGNED_PGP,
  "apple-mail-smime-signed": SIGNED_CMS,
  "ios-mail-smime-both": BOTH_CMS,
  "apple-gpgmail-both": BOTH_PGP,
  "mutt-signed": SIGNED_PGP,
  "mutt-both": BOTH_PGP,
  "mutt-traditional-signed": SIGNED_PGP,
  "mutt-application-pgp-both": BOTH_PGP,
  "mutt-smime-signed": SIGNED_CMS,
  "neomutt-both": { ...BOTH_PGP, ...SECRET },
  "kmail-signed": { ...SIGNED_PGP, ...LUNCH },
  "kmail-both": { ...BOTH_PGP, ...LUNCH },
  "evolution-signed": SIGNED_PGP,
  "evolution-both": BOTH_PGP,
  "evolution-smime-both": BOTH_CMS,
  "claws-signed": SIGNED_PGP,
  "k9-both": BOTH_PGP,
  "k9-legacy-display": { ...BOTH_PGP, ...SECRET },
  "fairemail-signed": SIGNED_PGP,
  "delta-chat-both": { ...BOTH_PGP, subject: "Message from Alice", secret: true },
  "proton-signed": SIGNED_PGP,
  "proton-both": BOTH_PGP,
  "proton-inline-both": BOTH_PGP,
  "mailvelope-both": BOTH_PGP,
  "mailvelope-inline-both": BOTH_PGP,
  "horde-both": BOTH_PGP,
  "roundcube-signed": SIGNED_PGP,
  "gateway-base64-sealed-both": BOTH_PGP,
  "gateway-quoted-printable-both": BOTH_PGP,
  "gateway-without-control-part-both": BOTH_PGP,
  "gateway-empty-parts-both": BOTH_PGP,
  "gateway-no-protocol-signed": SIGNED_PGP,
  "gateway-bare-lf-signed": SIGNED_PGP,
  "gateway-trailing-space-8bit-signed": SIGNED_PGP,
  "isode-triple-wrapped": { layers: "sSs", author: "yes", ...SECRET },
  "mailman-footer-signed": { layers: "", author: "changed-on-the-way", part: true },
  "mailman-footer-sealed": { layers: "x", author: "no-signature" },
  "mailman-footer-inline-signed": { layers: "", author: "changed-on-the-way", part: true },
  "forwarded-signed": { layers: "", author: "not-whole", part: true },
};

describe("mail as programs make it", () => {
  let secrets: readonly ListSecret[];
  let keys: readonly SignerKey[];
  let bindings: readonly Binding[];

  before(async () => {
    const inPgp = await openpgp.unlockSecret(readCorpus("clients/team.secret.pgp"), null);
    const inCms = await smime.unlockSecret(readCorpus("clients/team.secret.pem"), null);
    assert.ok(inPgp.ok && inCms.ok);
    secrets = [inPgp.value, inCms.value];
    keys = [await keyOf(), certificateOf()];
    bindings = keys.map(({ fingerprint }) => ({
      member: asId<MemberId>(1),
      fingerprint,
      memberAddresses: [ALICE],
      confirmedAddresses: [],
    }));
  });

  async function open(message: Uint8Array): Promise<Opened> {
    const both = { openpgp: true, smime: true };
    const signers = () => Promise.resolve(keys);
    const rest = { secrets, signers, anchors: [], trust: "bound", open: both, verify: both } as const;
    const result = await openPost({ message, at: AT, ...rest });
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }

  it("has an expectation for every file, and a file for every expectation", () => {
    const files = corpusMessages("clients").map(({ path }) => path.replace(/^clients\/|\.eml$/g, ""));
    assert.deepEqual(files.toSorted(), Object.keys(CLIENTS).toSorted());
  });

  for (const [name, expected] of Object.entries(CLIENTS)) {
    it(`reads ${name}`, async () => {
      const opened = await open(readCorpus(`clients/${name}.eml`));
      const author = judgeAuthor(opened, bindings);
      assert.equal(layersOf(opened.layers), expected.layers);
      assert.equal(author.authentic ? "yes" : author.why, expected.author, JSON.stringify(opened.signatures));
      const subject = opened.headers.find((field) => field.name === "Subject");
      assert.equal(subject?.from === "protected" ? subject.value : undefined, expected.subject);
      assert.equal(opened.subjectProtected, expected.secret === true);
      assert.deepEqual(opened.from.addresses, [ALICE]);
      if (expected.layers !== "x") assertReadable(opened, expected);
      const covers = opened.signatures.filter(({ verdict }) => verdict === "valid").map((one) => one.covers);
      if (expected.part === true) assert.deepEqual(covers, ["part"]);
    });
  }
});

function layersOf(layers: readonly Layer[]): string {
  return layers
    .map((layer) => {
      const letter = layer.scheme === "openpgp" ? "p" : "s";
      if (layer.kind === "signed") return letter;
      return layer.opened ? letter.toUpperCase() : "x";
    })
    .join("");
}

/** What is passed on says what was written, and nothing of the fields that a program repeated in it. */
function assertReadable(opened: Opened, { secret }: Expected): void {
  const content = parseMessage(opened.content);
  assert.ok(content.ok);
  const text = textOf(content.value);
  assert.match(text, /heliotrope/);
  if (secret === true) assert.ok(!text.includes("Secret lunch"));
}

function textOf(entity: Entity): string {
  if (entity.children.length > 0) return entity.children.map(textOf).join("\n");
  return view(decodeBody(entity)).toString();
}

async function keyOf(): Promise<SignerKey> {
  const key = await openpgp.readKeys(readCorpus("clients/alice.pgp"));
  assert.ok(key.ok && key.value[0]);
  const description = await openpgp.describeKey(key.value[0], AT);
  assert.ok(description.ok);
  return {
    scheme: "openpgp",
    fingerprint: description.value.fingerprint,
    bytes: key.value[0],
    pinned: false,
  };
}

function certificateOf(): SignerKey {
  const certificates = smime.readCertificates(readCorpus("clients/alice.crt"));
  assert.ok(certificates.ok && certificates.value[0]);
  const description = smime.describeCertificate(certificates.value[0], AT);
  assert.ok(description.ok);
  const { fingerprint } = description.value;
  return { scheme: "smime", fingerprint, bytes: certificates.value[0], pinned: false };
}
