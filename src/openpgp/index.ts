/**
 * OpenPGP: keys, opening, verifying, sealing. Octets in, octets and verdicts out; this room knows no
 * lists, no header fields and no database, and is the only one that imports the OpenPGP library.
 */
export { armourMessage } from "./packets/armour.ts";
export { describeKey, type KeyOptions } from "./keys/describe-key.ts";
export { keyPacket } from "./encryption/key-packet.ts";
export { generateListKey, type NewListKey, publicPart, unlockSecret } from "./keys/list-key.ts";
export { lockSecret } from "./secrets/lock-secret.ts";
export { makeRevocation } from "./keys/make-revocation.ts";
export { mergeKeys } from "./keys/merge-keys.ts";
export { kindOf, type MessageKind } from "./message-kind.ts";
export { open } from "./encryption/open.ts";
export { armourKey, isSecretKey, readKeys, revokeKeys } from "./keys/read-keys.ts";
export { recipientOf } from "./keys/recipient.ts";
export { recipientsNamed } from "./encryption/recipients-named.ts";
export { sealBody, type SealInput } from "./encryption/seal-body.ts";
export { signDetached } from "./signatures/sign-detached.ts";
export { unlockSecrets } from "./secrets/unlock-secrets.ts";
export { startUnlocking, type Unlocking } from "./secrets/unlocking.ts";
export { type DetachedRequest, verifyDetached } from "./signatures/verify-detached.ts";
export { type InlineOutcome, type InlineRequest, verifyInline } from "./signatures/verify-inline.ts";
