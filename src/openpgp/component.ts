/** The primary key or one subkey of a key, and what it may do. */
import { type AnyKeyPacket, enums, type SignaturePacket } from "openpgp";
import type { WhyCode } from "#base";
import { keyShapeProblem, type KeyShape } from "./policy.ts";

/** The primary key or a subkey, as it stands at the time. */
export interface Component {
  readonly packet: AnyKeyPacket;
  readonly shape: KeyShape;
  readonly expiresAt: Date | null;
  /** null: good to use for that. */
  readonly cannotSign: WhyCode | null;
  readonly cannotEncrypt: WhyCode | null;
  /** SEIPDv2 announced in the features (RFC 9580 §5.2.3.32). */
  readonly readsAead: boolean;
}

export interface ComponentFacts {
  readonly self: SignaturePacket | null;
  readonly expiresAt: Date | null;
  readonly problem: WhyCode | null;
  readonly maySign: boolean;
}

export function component(packet: AnyKeyPacket, facts: ComponentFacts): Component {
  const { bits, curve } = packet.getAlgorithmInfo();
  const shape = { algorithm: packet.algorithm, bits, curve };
  const problem = facts.problem ?? keyShapeProblem(shape);
  const flags = facts.self?.keyFlags?.[0] ?? 0;
  const maySign = facts.maySign && (flags & enums.keyFlags.signData) !== 0;
  const mayEncrypt = (flags & ENCRYPTION_FLAGS) !== 0;
  return {
    packet,
    shape,
    expiresAt: facts.expiresAt,
    cannotSign: problem ?? (maySign ? null : "key-cannot-sign"),
    cannotEncrypt: problem ?? (mayEncrypt ? null : "key-cannot-encrypt"),
    readsAead: ((facts.self?.features?.[0] ?? 0) & SEIPD_V2_FEATURE) !== 0,
  };
}

const ENCRYPTION_FLAGS = enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage;
const SEIPD_V2_FEATURE = 0x08;
