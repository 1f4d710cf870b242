import { createMessage, sign } from "openpgp";
import type { Bytes, ListSecret } from "#base";
import { armourSignature } from "./armour.ts";
import { LIBRARY_CONFIG } from "./library-config.ts";
import { readPackets } from "./packets.ts";
import { libraryKey } from "./parsed-key.ts";
import { hashName } from "./policy.ts";

/** A detached signature over exactly these octets, armoured, and its name for micalg (RFC 3156 §5). */
export async function signDetached(input: {
  readonly content: Bytes;
  readonly signWith: ListSecret;
  readonly at: Date;
}): Promise<{ readonly signature: string; readonly micalg: string }> {
  const signature = await sign({
    message: await createMessage({ binary: input.content, date: input.at }),
    signingKeys: await libraryKey(input.signWith),
    date: input.at,
    detached: true,
    format: "binary",
    config: LIBRARY_CONFIG,
  });
  return { signature: armourSignature(signature), micalg: micalgOf(signature) };
}

/** The hash algorithm is the fourth octet of a version 4 signature (RFC 9580 §5.2.3). */
function micalgOf(signature: Bytes): string {
  const packets = readPackets(signature, 1);
  const hash = packets.ok ? packets.value[0]?.body()[3] : undefined;
  return `pgp-${hashName(hash ?? 0)}`;
}
