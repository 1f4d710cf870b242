/** A post as the conditions of a scenario see it. */
import { spamStatus } from "#lists";
import { type Entity, isContentField, parseMessage } from "#mime";
import type { ScenarioMessage } from "#scenario";
import type { InFlight } from "../../in-flight.ts";

/** `signed`: only what the author's signature covers; nothing of what nobody signed. */
export type SeenFields = "all" | "signed";

/** The fields that count (S5); of what came sealed the body inside, of all else the body as it came. */
export async function messageForScenario(mail: InFlight, fields: SeenFields): Promise<ScenarioMessage> {
  const { scenarioMessage } = await import("#scenario");
  const seen = entityInside(mail) ?? mail.message;
  const facts = { attributes: attributesOf(mail, fields), encrypted: sealedAs(mail) };
  const whole = scenarioMessage(seen, facts);
  const outside = scenarioMessage(mail.message, facts);
  const others = (name: string) => (isContentField(name) ? whole : outside).header(name);
  if (fields === "all") return { ...whole, header: (name) => allFields(mail, name, others) };
  if (!mail.author.authentic)
    return { ...whole, header: () => [], partTypes: [], body: null, signedOnly: { body: false } };
  return {
    ...whole,
    signedOnly: { body: true },
    header: (name) => (isContentField(name) ? whole.header(name) : signedFields(mail, name)),
  };
}

function entityInside({ opened }: InFlight): Entity | null {
  if (opened === null || opened.wasEncrypted === null) return null;
  const parsed = parseMessage(opened.content);
  return parsed.ok ? parsed.value : null;
}

function sealedAs({ opened }: InFlight): ScenarioMessage["encrypted"] {
  const scheme = opened?.wasEncrypted ?? null;
  if (scheme === null) return "";
  return scheme === "smime" ? "smime" : "pgp";
}

/**
 * What is known of a post by Sympa's names; the mail server's filter counts as for `spam_action` (S15), and nobody signed
 * its fields.
 */
function attributesOf(
  { message, trusted, ...mail }: InFlight,
  fields: SeenFields,
): ScenarioMessage["attributes"] {
  const { header, body } = message;
  const outside = header.fields.reduce((sum, { raw }) => sum + raw.length, body.length);
  // Of a large message that came sealed only the header is kept outside.
  const octets = Math.max(outside, mail.opened?.content.length ?? 0);
  return {
    ...(fields === "all" ? { spam_status: trusted ? spamStatus(header) : "unknown" } : {}),
    size: String(octets),
    sender: (mail.shownAs ?? mail.author.address ?? "").toLowerCase(),
  };
}

/** Those that count (S5), unfolded if they are protected; else `others`. */
function allFields({ opened }: InFlight, name: string, others: ScenarioMessage["header"]): readonly string[] {
  const inside = fieldsOf(opened?.headers ?? [], name);
  const isProtected = inside.some(({ from }) => from === "protected");
  return isProtected ? inside.map(({ value }) => value) : others(name);
}

function signedFields({ opened }: InFlight, name: string): readonly string[] {
  const fields = fieldsOf(opened?.headers ?? [], name);
  return fields.flatMap(({ from, value }) => (from === "protected" ? [value] : []));
}

function fieldsOf<F extends { readonly name: string }>(fields: readonly F[], name: string): readonly F[] {
  return fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
}
