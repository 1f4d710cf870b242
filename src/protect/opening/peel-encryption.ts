/** Taking off the one encryption that is the whole message. */
import type { ListSecret, Result, Scheme, WhyCode } from "#base";
import { err, ok } from "#base";
import { parseMessage } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { inlineEntity } from "../shapes/armour-shape.ts";
import type { ProtectRequest } from "./opened.ts";
import type { Peeling } from "./peeling.ts";
import type { Shape } from "../shapes/shape.ts";

type Encrypted = Extract<Shape, { kind: "encrypted" }>;

/** Opens the ciphertext and goes on with what was in it. The error is for the log; people get one text (S11). */
export async function peelEncryption(
  peeling: Peeling,
  shape: Encrypted,
  request: ProtectRequest,
): Promise<Result<null, WhyCode>> {
  const open = shape.scheme === "openpgp" ? openpgp.open : smime.open;
  const outcome = await open({
    ciphertext: shape.ciphertext,
    secrets: secretsOf(request.secrets, shape.scheme),
    at: request.at,
    signers: request.signers,
  });
  peeling.sessionKeys.push(...outcome.sessionKeys);
  if (!outcome.opened) return err(outcome.why);
  const content = shape.inline === null ? outcome.content : inlineEntity(shape.inline, outcome.content);
  const inside = parseMessage(content);
  if (!inside.ok) return err(inside.error === "too-deep" ? "too-deep" : "too-large");
  peeling.forgetOuterSignatures();
  peeling.layers.push({ kind: "encrypted", scheme: shape.scheme, opened: true, cipher: outcome.cipher });
  if (outcome.signatures.length > 0) peeling.layers.push({ kind: "signed", scheme: shape.scheme });
  peeling.signatures.push(...outcome.signatures);
  peeling.openedWith.push(outcome.openedWith);
  peeling.wasEncrypted = shape.scheme;
  peeling.integrity = outcome.integrity;
  peeling.entity = inside.value;
  return ok(null);
}

function secretsOf(secrets: readonly ListSecret[], scheme: Scheme): ListSecret[] {
  return secrets.filter((secret) => secret.scheme === scheme);
}
