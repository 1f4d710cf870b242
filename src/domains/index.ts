/**
 * What mail domains publish about mail in their name. Questions to the DNS go out, policies come back; what follows from
 * them is decided elsewhere. It is loaded when a list asks.
 */
export { dmarcLookUp, type DmarcLookUp, type DmarcPolicy } from "./dmarc-look-up.ts";
export { txtLookUp, type TxtLookUp } from "./txt-records.ts";
export {
  type CheckResult,
  messageCheck,
  type MessageCheck,
  type MessageChecked,
} from "./checking/check-message.ts";
export { type ArcWanted, type ChainStatus, MOST_ARC_SETS } from "./signing/arc-set.ts";
export {
  compareRecord,
  keyRecord,
  newSigningKey,
  recordName,
  type RecordState,
  signingKeyObject,
} from "./signing/key-record.ts";
export { readSigningKey, rsaBits, type UnreadKey } from "./signing/read-signing-key.ts";
export { RelaxedBodyHash } from "./signing/relaxed-body.ts";
export { SIGNING_ALGORITHMS, type SigningAlgorithm, type SigningKey } from "./signing/signature-field.ts";
export { signMessage } from "./signing/sign-message.ts";
