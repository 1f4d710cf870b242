/** Secret keys as people have them, to read mail with: many in a file, parts kept off line, user ids missing. */
import {
  type Bytes,
  concatBytes,
  err,
  fromLatin1,
  LIMITS,
  type ListSecret,
  ok,
  type Result,
  type WhyCode,
} from "#base";
import { readPackets, TAG } from "./packets.ts";
import { parseKey } from "./parsed-key.ts";
import { isSecretKey, readKeys } from "./read-keys.ts";
import { type Unlocked, unlockPacket } from "./unlock-packet.ts";

type UnlockError = "wrong-passphrase" | "needs-passphrase" | WhyCode;

/**
 * Every secret key of a file (armoured or binary) of which some part could be unlocked. An error only if there is
 * none: the reason of the first one.
 */
export async function unlockSecrets(
  file: Bytes,
  passphrase: string | null,
): Promise<Result<readonly ListSecret[], UnlockError>> {
  const keys = await readKeys(file);
  if (!keys.ok) return keys;
  const read: Result<ListSecret, UnlockError>[] = [];
  const known = new Map<string, Unlocked>();
  for (const key of keys.value.filter(isSecretKey)) read.push(await unlock(key, passphrase, known));
  const secrets = read.flatMap((one) => (one.ok ? [one.value] : []));
  const [first] = read;
  if (secrets.length > 0) return ok(secrets);
  return first === undefined || first.ok ? err("secret-missing") : first;
}

async function unlock(
  binaryKey: Bytes,
  passphrase: string | null,
  known: Map<string, Unlocked>,
): Promise<Result<ListSecret, UnlockError>> {
  const parsed = parseKey(binaryKey);
  if (!parsed.ok) return parsed;
  const { key } = parsed.value.primary;
  if (key.algorithm === null) return err("unsupported");
  const unlocked = await unlockPackets(binaryKey, passphrase, known);
  const outcomes = unlocked.map(({ outcome }) => outcome).filter((outcome) => outcome !== null);
  if (!outcomes.some((outcome) => typeof outcome !== "string")) return err(whyNone(outcomes, passphrase));
  const secret = concatBytes(...unlocked.map(({ packet }) => packet));
  return ok({ scheme: "openpgp", fingerprint: key.fingerprint, secret, certificates: [] });
}

export interface MaybeUnlocked {
  /** As it was where nothing could be unlocked. */
  readonly packet: Bytes;
  /** null for packets that hold no secret. */
  readonly outcome: Unlocked | null;
}

/**
 * Parts may be on a card or off line (gnu-dummy), or under another passphrase: they stay as they are. What stands
 * there again costs no second derivation.
 *
 * @param known outcomes by packet, of the same passphrase
 */
export async function unlockPackets(
  binaryKey: Bytes,
  passphrase: string | null,
  known = new Map<string, Unlocked>(),
): Promise<readonly MaybeUnlocked[]> {
  const packets = readPackets(binaryKey, LIMITS.keyFileBytes);
  const unlocked: MaybeUnlocked[] = [];
  for (const packet of packets.ok ? packets.value : []) {
    const isSecret = packet.tag === TAG.secretKey || packet.tag === TAG.secretSubkey;
    const name = isSecret ? fromLatin1(packet.raw) : "";
    const outcome = isSecret ? (known.get(name) ?? (await unlockPacket(packet, passphrase))) : null;
    if (outcome !== null) known.set(name, outcome);
    unlocked.push({
      packet: typeof outcome === "string" || outcome === null ? packet.raw : outcome,
      outcome,
    });
  }
  return unlocked;
}

function whyNone(outcomes: readonly Unlocked[], passphrase: string | null): UnlockError {
  if (outcomes.includes("locked")) return passphrase === null ? "needs-passphrase" : "wrong-passphrase";
  return outcomes.includes("missing") ? "secret-missing" : "unsupported";
}
