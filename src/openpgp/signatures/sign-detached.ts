import type { Bytes, ListSecret } from "#base";
import { armourSignature } from "../packets/armour.ts";
import { signContent, SIGNING_MICALG } from "./sign-content.ts";

/** A detached signature over exactly these octets, armoured, and its name for micalg (RFC 3156 §5). */
export async function signDetached(input: {
  readonly content: Bytes;
  readonly signWith: ListSecret;
  readonly at: Date;
}): Promise<{ readonly signature: string; readonly micalg: string }> {
  const { signature } = signContent(input.content, input.signWith, input.at);
  return { signature: armourSignature(signature), micalg: SIGNING_MICALG };
}
