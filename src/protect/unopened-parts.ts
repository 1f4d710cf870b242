/**
 * Ciphertexts and signatures that are only a part of a message: never opened, never counted (S1). They are
 * looked for so that the reason can be told, and so that a footer added on the way is told from an attachment.
 */
import { fromLatin1, type Layer, type Scheme, type WhyCode } from "#base";
import { decodeBody, type Entity } from "#mime";

export interface UnopenedParts {
  readonly layers: readonly Layer[];
  readonly problems: readonly WhyCode[];
}

export function findUnopenedParts(root: Entity): UnopenedParts {
  const direct = root.children.flatMap((child) => kindOfPart(child) ?? []);
  const wrapped = root.contentType.essence === "multipart/mixed" && direct.length === 1;
  const all = [...walk(root)].flatMap((part) => kindOfPart(part) ?? []);
  if (all.length === 0) return { layers: [], problems: [] };
  const why: WhyCode = wrapped ? "changed-on-the-way" : "not-whole";
  const layers = all
    .filter((part) => part.layer === "encrypted")
    .map(({ scheme }): Layer => ({ kind: "encrypted", scheme, opened: false, why }));
  return { layers, problems: [why] };
}

interface CryptoPart {
  readonly layer: "encrypted" | "signed";
  readonly scheme: Scheme;
}

function kindOfPart(part: Entity): CryptoPart | null {
  const { essence, parameters } = part.contentType;
  switch (essence) {
    case "multipart/encrypted":
      return { layer: "encrypted", scheme: "openpgp" };
    case "multipart/signed":
      return { layer: "signed", scheme: isPgp(parameters.get("protocol")) ? "openpgp" : "smime" };
    case "application/pkcs7-mime":
    case "application/x-pkcs7-mime":
      return { layer: isSignedData(parameters.get("smime-type")) ? "signed" : "encrypted", scheme: "smime" };
    case "text/plain":
      return armourIn(part);
    default:
      return null;
  }
}

function isPgp(protocol: string | undefined): boolean {
  return protocol?.toLowerCase() === "application/pgp-signature";
}

function isSignedData(smimeType: string | undefined): boolean {
  return smimeType?.toLowerCase() === "signed-data";
}

function armourIn(part: Entity): CryptoPart | null {
  const begin = /^-----BEGIN PGP (SIGNED )?MESSAGE-----/m.exec(fromLatin1(decodeBody(part)));
  return begin === null
    ? null
    : { layer: begin[1] === undefined ? "encrypted" : "signed", scheme: "openpgp" };
}

/** All parts below `entity`, those inside a found one left out. */
function* walk(entity: Entity): Generator<Entity> {
  for (const child of entity.children) {
    yield child;
    if (kindOfPart(child) === null) yield* walk(child);
  }
}
