/** The elliptic curves with an object identifier (RFC 9580 §9.2), by the hex of that identifier. */
export interface Curve {
  /** As people and gpg name it. */
  readonly name: string;
  /** As node:crypto names it. */
  readonly node: string;
  /** Octets of a coordinate and of the secret number. */
  readonly octets: number;
  /** Edwards and Montgomery: points have one coordinate, behind the octet 0x40. */
  readonly isEdwards: boolean;
  /** Whether a version 6 key may use it (RFC 9580 §5.5.5.5, §5.5.5.6). */
  readonly isLegacy: boolean;
}

function weierstrass(name: string, node: string, octets: number): Curve {
  return { name, node, octets, isEdwards: false, isLegacy: false };
}

const ED25519: Curve = { name: "ed25519", node: "ed25519", octets: 32, isEdwards: true, isLegacy: true };
const CV25519: Curve = { name: "cv25519", node: "x25519", octets: 32, isEdwards: true, isLegacy: true };

export const CURVES: ReadonlyMap<string, Curve> = new Map<string, Curve>([
  ["2a8648ce3d030107", weierstrass("nistp256", "prime256v1", 32)],
  ["2b81040022", weierstrass("nistp384", "secp384r1", 48)],
  ["2b81040023", weierstrass("nistp521", "secp521r1", 66)],
  ["2b8104000a", weierstrass("secp256k1", "secp256k1", 32)],
  ["2b2403030208010107", weierstrass("brainpoolP256r1", "brainpoolP256r1", 32)],
  ["2b240303020801010b", weierstrass("brainpoolP384r1", "brainpoolP384r1", 48)],
  ["2b240303020801010d", weierstrass("brainpoolP512r1", "brainpoolP512r1", 64)],
  ["2b06010401da470f01", ED25519],
  ["2b060104019755010501", CV25519],
]);
