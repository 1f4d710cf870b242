/**
 * The public key algorithms that are read, each as the layout of its fields: RFC 9580 §9.1 and §5.5.5, RFC 9980
 * for the composite post-quantum ones. An algorithm that is missing here is unknown to the whole room.
 */
import type { Field } from "../packets/packet-fields.ts";

export interface Algorithm {
  readonly kind:
    | "rsa"
    | "elgamal"
    | "dsa"
    | "ecdh"
    | "ecdsa"
    | "eddsa-legacy"
    | "xdh"
    | "eddsa"
    | "mldsa"
    | "slhdsa"
    | "mlkem";
  readonly publicKey: readonly Field[];
  readonly secretKey: readonly Field[];
  /** Absent: it does not sign. */
  readonly signature?: readonly Field[];
  /** The fewest octets of digest that may be signed with it (RFC 9580 §5.2.3.4, RFC 9980 §6.2). */
  readonly digestOctets?: number;
  /** For those that have no parameters: the names that node:crypto knows, the classic one first. */
  readonly names?: readonly KeyName[];
}

export type KeyName =
  | "x25519"
  | "x448"
  | "ed25519"
  | "ed448"
  | "ml-kem-768"
  | "ml-kem-1024"
  | "ml-dsa-65"
  | "ml-dsa-87"
  | "slh-dsa-shake-128s"
  | "slh-dsa-shake-128f"
  | "slh-dsa-shake-256s";

const RSA = { kind: "rsa", publicKey: ["mpi", "mpi"], secretKey: ["mpi", "mpi", "mpi", "mpi"] } as const;
const POINT = ["counted", "mpi"] as const;

export const ALGORITHMS: ReadonlyMap<number, Algorithm> = new Map<number, Algorithm>([
  [1, { ...RSA, signature: ["mpi"] }],
  [2, RSA],
  [3, { ...RSA, signature: ["mpi"] }],
  [16, { kind: "elgamal", publicKey: ["mpi", "mpi", "mpi"], secretKey: ["mpi"] }],
  [
    17,
    { kind: "dsa", publicKey: ["mpi", "mpi", "mpi", "mpi"], secretKey: ["mpi"], signature: ["mpi", "mpi"] },
  ],
  [18, { kind: "ecdh", publicKey: [...POINT, "counted"], secretKey: ["mpi"] }],
  [19, { kind: "ecdsa", publicKey: POINT, secretKey: ["mpi"], signature: ["mpi", "mpi"] }],
  [22, { kind: "eddsa-legacy", publicKey: POINT, secretKey: ["mpi"], signature: ["mpi", "mpi"] }],
  [25, { kind: "xdh", publicKey: [32], secretKey: [32], names: ["x25519"] }],
  [26, { kind: "xdh", publicKey: [56], secretKey: [56], names: ["x448"] }],
  [27, eddsa("ed25519", 32, 64)],
  [28, eddsa("ed448", 57, 114)],
  [30, composite(["ed25519", "ml-dsa-65"], [32, 1952], [64, 3309])],
  [31, composite(["ed448", "ml-dsa-87"], [57, 2592], [114, 4627])],
  [32, slhDsa("slh-dsa-shake-128s", 32, 7856)],
  [33, slhDsa("slh-dsa-shake-128f", 32, 17088)],
  [34, slhDsa("slh-dsa-shake-256s", 64, 29792)],
  [35, { kind: "mlkem", publicKey: [32, 1184], secretKey: [32, 64], names: ["x25519", "ml-kem-768"] }],
  [36, { kind: "mlkem", publicKey: [56, 1568], secretKey: [56, 64], names: ["x448", "ml-kem-1024"] }],
]);

function eddsa(name: KeyName, octets: 32 | 57, signature: number): Algorithm {
  const digestOctets = name === "ed448" ? 64 : 32;
  return {
    kind: "eddsa",
    publicKey: [octets],
    secretKey: [octets],
    signature: [signature],
    digestOctets,
    names: [name],
  };
}

/** The secret half of ML-DSA is its seed (RFC 9980 §6.3). */
function composite(
  names: readonly KeyName[],
  publicKey: readonly number[],
  signature: readonly number[],
): Algorithm {
  const digestOctets = names[0] === "ed448" ? 64 : 32;
  return { kind: "mldsa", publicKey, secretKey: [publicKey[0] ?? 0, 32], signature, digestOctets, names };
}

function slhDsa(name: KeyName, octets: number, signature: number): Algorithm {
  return {
    kind: "slhdsa",
    publicKey: [octets],
    secretKey: [octets * 2],
    signature: [signature],
    digestOctets: octets,
    names: [name],
  };
}
