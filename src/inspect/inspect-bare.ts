/** OpenPGP and CMS that came without a mail around them: judged for what they are; nobody can be their author. */
import {
  type Bytes,
  latin1,
  type Layer,
  type Scheme,
  type Signature,
  systemRandom,
  type WhyCode,
} from "#base";
import { composeMultipart, composePart, encodeBase64Lines } from "#mime";
import * as openpgp from "#openpgp";
import { openPost } from "#protect";
import * as smime from "#smime";
import { layerReports, signatureReport } from "./report/found-reports.ts";
import { openRequest, whatOpeningSays } from "./inspect-message.ts";
import type { Keyring } from "./keys/keyring.ts";
import type { Problem } from "./report/problems.ts";
import type { Finding, LayerReport } from "./report/report.ts";

interface Found {
  readonly layers: readonly LayerReport[];
  readonly signatures: readonly Signature[];
  readonly problems: readonly Problem[];
}

/** @param alone false: other text stands before the armour, so that what is protected is only a part */
export async function inspectOpenpgp(source: Bytes, alone: boolean, keyring: Keyring): Promise<Finding> {
  const found = await findOpenpgp(source, keyring);
  if (alone) return tell(found, keyring);
  const signatures = found.signatures.map((signature) => ({ ...signature, covers: "part" as const }));
  const layers = found.layers.filter(({ kind }) => kind === "encrypted");
  return tell({ layers, signatures, problems: ["not-whole", ...found.problems] }, keyring);
}

function findOpenpgp(source: Bytes, keyring: Keyring): Promise<Found> {
  switch (openpgp.kindOf(source)) {
    case "signature":
      return findDetached(source, keyring);
    case "signed":
    case "other":
      return findSigned(source, keyring);
    default:
      return open(encryptedEntity(source), keyring);
  }
}

export async function inspectCms(der: Bytes, keyring: Keyring): Promise<Finding> {
  const detached = smime.kindOf(der) === "signed" ? await findDetachedCms(der, keyring) : null;
  return tell(detached ?? (await open(cmsEntity(der), keyring)), keyring);
}

function tell({ layers, signatures, problems }: Found, keyring: Keyring): Finding {
  return {
    layers,
    signatures: signatures.map((signature) => signatureReport(signature, keyring)),
    author: { address: null, authentic: false, why: "no-message" },
    subject: null,
    problems: [...new Set<Problem>(["no-message", ...problems])],
  };
}

/** What lies inside may be a MIME entity with layers of its own: the way is that of a post. */
async function open(message: Bytes, keyring: Keyring): Promise<Found> {
  const opened = await openPost(openRequest(message, keyring));
  const { layers, signatures, problems } = (opened.ok ? opened.value : opened.seen) ?? NOTHING;
  return {
    layers: layerReports(layers, message),
    signatures,
    problems: [...whatOpeningSays(opened), ...problems],
  };
}

const NOTHING = { layers: [], signatures: [], problems: [] } as const;

/** RFC 3156 §4. */
function encryptedEntity(source: Bytes): Bytes {
  const control = composePart({
    fields: [["Content-Type", "application/pgp-encrypted"]],
    body: latin1("Version: 1\r\n"),
  });
  return composeMultipart({
    subtype: "encrypted",
    parameters: [["protocol", "application/pgp-encrypted"]],
    parts: [control, base64Part("application/octet-stream", source)],
    random: systemRandom,
  });
}

function cmsEntity(der: Bytes): Bytes {
  return base64Part("application/pkcs7-mime", der);
}

function base64Part(type: string, bytes: Bytes): Bytes {
  const fields = [
    ["Content-Type", type],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(bytes) });
}

async function findSigned(source: Bytes, keyring: Keyring): Promise<Found> {
  const { at, signers } = openRequest(source, keyring);
  const isBinary = ((source[0] ?? 0) & 0x80) !== 0;
  const text = isBinary ? latin1(openpgp.armourMessage(source)) : source;
  const outcome = await openpgp.verifyInline({ text, at, signers });
  if (outcome.content === null) return unreadable("openpgp", outcome.why);
  const layers: Layer[] = outcome.signatures.length > 0 ? [{ kind: "signed", scheme: "openpgp" }] : [];
  return { layers: layerReports(layers, source), signatures: outcome.signatures, problems: [] };
}

function unreadable(scheme: Scheme, why: WhyCode): Found {
  const signature: Signature = { verdict: "malformed", scheme, why, covers: "part" };
  return { layers: [], signatures: [signature], problems: [why] };
}

const EMPTY = new Uint8Array(0);

/** Nothing that was signed is there; whose signature it is can be told all the same. */
async function findDetached(signature: Bytes, keyring: Keyring): Promise<Found> {
  const { at, signers } = openRequest(EMPTY, keyring);
  const signatures = await openpgp.verifyDetached({ content: EMPTY, signature, at, signers });
  return { layers: [], signatures: signatures.map(withoutContent), problems: ["content-missing"] };
}

/** null: it has its content inside. */
async function findDetachedCms(der: Bytes, keyring: Keyring): Promise<Found | null> {
  const { at, signers, anchors, trust } = openRequest(EMPTY, keyring);
  const outcome = await smime.verifySigned({ der, content: EMPTY, at, signers, anchors, trust });
  if ("why" in outcome) return null;
  return { layers: [], signatures: outcome.signatures.map(withoutContent), problems: ["content-missing"] };
}

/** Over no octets even a good signature looks wrong, and a forged one could look good. */
function withoutContent(signature: Signature): Signature {
  const { verdict, scheme, signer, at } = signature;
  if (verdict !== "valid" && verdict !== "invalid") return { ...signature, covers: "part" };
  return {
    verdict: "malformed",
    scheme,
    why: "content-missing",
    covers: "part",
    ...(signer === undefined ? {} : { signer }),
    ...(at === undefined || at === null ? {} : { at }),
  };
}
