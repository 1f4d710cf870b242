/**
 * Revocations where they belong (RFC 9580 §10.1): in a file they may stand behind another part of the key than the one
 * that they revoke, and a part of the key may stand there twice. Both are put right before anything is judged.
 */
import { fromLatin1 } from "#base";
import { coveredKeys, coveredUser, type SignedOver, TYPES } from "./self-signature.ts";
import { startFits } from "../signatures/signature-mathematics.ts";
import {
  type KeyPart,
  namesAsIssuer,
  type PlacedSignature,
  type TransferableKey,
  type UserPart,
} from "./transferable-key.ts";

type Part = KeyPart | UserPart;

/** null: more revocations out of place than anybody put there honestly (S10). */
export function placeSignatures(key: TransferableKey): TransferableKey | null {
  return placeRevocations({
    primary: key.primary,
    users: joined(key.users, ({ packet }) => `${packet.tag} ${fromLatin1(packet.body())}`),
    subkeys: joined(key.subkeys, (subkey) => subkey.key.fingerprint),
  });
}

/** Parts that are equal as one, with the signatures of all of them, where the first stands. */
function joined<P extends Part>(parts: readonly P[], nameOf: (part: P) => string): readonly P[] {
  const found = new Map<string, { readonly part: P; readonly signatures: PlacedSignature[] }>();
  for (const part of parts) {
    const name = nameOf(part);
    const known = found.get(name) ?? { part, signatures: [] };
    known.signatures.push(...part.signatures);
    found.set(name, known);
  }
  return [...found.values()].map(({ part, signatures }) => ({ ...part, signatures }));
}

const REVOCATIONS: ReadonlySet<number> = new Set([
  ...TYPES.keyRevocation,
  ...TYPES.subkeyRevocation,
  ...TYPES.certificationRevocation,
]);

/** Octets that are hashed to find the parts that revocations are of. */
const MOST_HASHED = 32 * 1024 * 1024;

function placeRevocations(key: TransferableKey): TransferableKey | null {
  const stray = new Set<PlacedSignature>();
  for (const part of partsOf(key)) {
    const over = revocationOf(key, part);
    for (const one of part.signatures) if (isRevocation(one, over) && !mayBe(one, over)) stray.add(one);
  }
  const octets = partsOf(key).reduce((sum, { packet }) => sum + packet.raw.length, 0);
  if (stray.size * octets > MOST_HASHED) return null;
  const place = <P extends Part>(part: P): P => (stray.size === 0 ? part : placed(key, part, stray));
  return {
    primary: place(key.primary),
    users: key.users.map(place),
    subkeys: key.subkeys.map(place),
  };
}

function partsOf({ primary, users, subkeys }: TransferableKey): readonly Part[] {
  return [primary, ...users, ...subkeys];
}

/** What a revocation of this part is made over. */
function revocationOf({ primary }: TransferableKey, part: Part): SignedOver {
  const { key: signer } = primary;
  if (part === primary) return { signer, types: TYPES.keyRevocation, covered: coveredKeys(signer) };
  if ("key" in part) return { signer, types: TYPES.subkeyRevocation, covered: coveredKeys(signer, part.key) };
  return { signer, types: TYPES.certificationRevocation, covered: coveredUser(signer, part.packet) };
}

function isRevocation({ signature }: PlacedSignature, { signer }: SignedOver): boolean {
  return REVOCATIONS.has(signature.type) && namesAsIssuer(signature, signer);
}

function mayBe({ signature }: PlacedSignature, { types, covered }: SignedOver): boolean {
  return types.has(signature.type) && startFits(signature, covered);
}

function placed<P extends Part>(key: TransferableKey, part: P, stray: ReadonlySet<PlacedSignature>): P {
  const over = revocationOf(key, part);
  const added = [...stray].filter((one) => mayBe(one, over)).map(copyOf);
  return { ...part, signatures: [...part.signatures.filter((one) => !stray.has(one)), ...added] };
}

/** What is found out about a signature holds for its place. */
function copyOf({ packet, signature }: PlacedSignature): PlacedSignature {
  return { packet, signature: { ...signature } };
}
