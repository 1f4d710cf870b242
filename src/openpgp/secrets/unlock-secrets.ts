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
import { type Packet, readPackets, TAG } from "../packets/packets.ts";
import { parseKey } from "../keys/parsed-key.ts";
import { isSecretKey, readKeys } from "../keys/read-keys.ts";
import { unlockPacket } from "./unlock-packet.ts";
import { startUnlocking, type Unlocked, type Unlocking } from "./unlocking.ts";

type UnlockError = "wrong-passphrase" | "needs-passphrase" | WhyCode;

/**
 * Every secret key of a file (armoured or binary) of which some part could be unlocked. An error only if there is
 * none: the reason of the first one.
 *
 * @param unlocking shared by all that is tried on one file
 */
export async function unlockSecrets(
  file: Bytes,
  passphrase: string | null,
  unlocking: Unlocking = startUnlocking(),
): Promise<Result<readonly ListSecret[], UnlockError>> {
  const keys = await readKeys(file);
  if (!keys.ok) return keys;
  const read: Result<ListSecret, UnlockError>[] = [];
  for (const key of keys.value.filter(isSecretKey)) read.push(await unlock(key, passphrase, unlocking));
  const secrets = read.flatMap((one) => (one.ok ? [one.value] : []));
  const [first] = read;
  if (secrets.length > 0) return ok(secrets);
  return first === undefined || first.ok ? err("secret-missing") : first;
}

async function unlock(
  binaryKey: Bytes,
  passphrase: string | null,
  unlocking: Unlocking,
): Promise<Result<ListSecret, UnlockError>> {
  const parsed = parseKey(binaryKey);
  if (!parsed.ok) return parsed;
  const { key } = parsed.value.primary;
  if (key.algorithm === null) return err("unsupported");
  const unlocked = await unlockPackets(binaryKey, passphrase, unlocking);
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

/** Parts may be on a card or off line (gnu-dummy), or under another passphrase: they stay as they are. */
export async function unlockPackets(
  binaryKey: Bytes,
  passphrase: string | null,
  unlocking: Unlocking = startUnlocking(),
): Promise<readonly MaybeUnlocked[]> {
  const packets = readPackets(binaryKey, LIMITS.keyFileBytes);
  const unlocked: MaybeUnlocked[] = [];
  for (const packet of packets.ok ? packets.value : []) {
    const isSecret = packet.tag === TAG.secretKey || packet.tag === TAG.secretSubkey;
    const outcome = isSecret ? await unlockOnce(packet, passphrase, unlocking) : null;
    unlocked.push({
      packet: typeof outcome === "string" || outcome === null ? packet.raw : outcome,
      outcome,
    });
  }
  return unlocked;
}

async function unlockOnce(
  packet: Packet,
  passphrase: string | null,
  unlocking: Unlocking,
): Promise<Unlocked> {
  const { known } = unlocking;
  const name = `${JSON.stringify(passphrase)}${fromLatin1(packet.raw)}`;
  const outcome = known.get(name) ?? (await unlockPacket(packet, passphrase, unlocking));
  known.set(name, outcome);
  return outcome;
}

function whyNone(outcomes: readonly Unlocked[], passphrase: string | null): UnlockError {
  if (outcomes.includes("too-large")) return "too-large";
  if (outcomes.includes("locked")) return passphrase === null ? "needs-passphrase" : "wrong-passphrase";
  return outcomes.includes("missing") ? "secret-missing" : "unsupported";
}
