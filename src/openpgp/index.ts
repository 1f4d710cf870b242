/**
 * OpenPGP: keys, opening, verifying, sealing. Octets in, octets and verdicts out; this room knows no
 * lists, no header fields and no database, and is the only one that imports the OpenPGP library.
 */
export { armourMessage } from "./armour.ts";
export { describeKey, type KeyOptions } from "./describe-key.ts";
export { keyPacket } from "./key-packet.ts";
export { generateListKey, type NewListKey, publicPart, unlockSecret } from "./list-key.ts";
export { lockSecret } from "./lock-secret.ts";
export { mergeKeys } from "./merge-keys.ts";
export { kindOf, type MessageKind } from "./message-kind.ts";
export { open } from "./open.ts";
export { armourKey, isSecretKey, readKeys, revokeKeys } from "./read-keys.ts";
export { recipientOf } from "./recipient.ts";
export { recipientsNamed } from "./recipients-named.ts";
export { sealBody, type SealInput } from "./seal-body.ts";
export { signDetached } from "./sign-detached.ts";
export { unlockSecrets } from "./unlock-secrets.ts";
export { startUnlocking, type Unlocking } from "./unlocking.ts";
export { type DetachedRequest, verifyDetached } from "./verify-detached.ts";
export { type InlineOutcome, type InlineRequest, verifyInline } from "./verify-inline.ts";
