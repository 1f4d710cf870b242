/**
 * Bytes, outcomes, ids, addresses, codes and limits: the words that all rooms share. It computes and nothing else:
 * no files, no sockets, no clock of its own, and no other room is ever imported here.
 */
export { type Actor, AUTH_METHODS, type AuthMethod, OPERATOR, type Person } from "./actor.ts";
export {
  type AuthorityFiles,
  type AuthorityFilesRead,
  type NamedAuthorities,
  NO_AUTHORITY_FILES,
} from "./authority-files.ts";
export { AppError, type AppErrorFields } from "./app-error.ts";
export { base64Octets } from "./base64-octets.ts";
export * from "./bytes.ts";
export * from "./cipher-pieces.ts";
export { type Clock, systemClock } from "./clock.ts";
export { DOOR_KINDS, type DoorKind } from "./door-kind.ts";
export { addDays, DAY_MS, dayNumber, HOUR_MS, WEEK_MS } from "./durations.ts";
export {
  addressKey,
  type AddressKey,
  domainOf,
  type EmailAddress,
  localPartOf,
  parseEmailAddress,
  sameAddress,
} from "./email-address.ts";
export { ERROR_CODES, type ErrorCode } from "./error-codes.ts";
export * from "./ids.ts";
export type * from "./key-material.ts";
export { inGroups } from "./in-groups.ts";
export { type RecipientFacts, type KeyUsability, keyUsability } from "./key-usability.ts";
export { isLanguage, type Language, LANGUAGES } from "./languages.ts";
export { LARGE_BYTES } from "./large-bytes.ts";
export { decompressedLimit, LIMITS } from "./limits.ts";
export { type LogFields, type Logger, silentLogger } from "./logger.ts";
export { type Random, systemRandom } from "./random.ts";
export { oncePer } from "./once-per.ts";
export { REASON_CODES, type ReasonCode } from "./reason-code.ts";
export { err, ok, type Result } from "./result.ts";
export { utcDay, utcMinute } from "./utc-text.ts";
export {
  type Author,
  type Coverage,
  type Fingerprint,
  isWhyCode,
  type Layer,
  type OtherSignature,
  type Scheme,
  type Signature,
  type ValidSignature,
  WHY_CODES,
  type WhyCode,
} from "./verdict.ts";
export { withoutTraces } from "./without-traces.ts";
