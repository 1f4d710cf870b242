/** A post as the conditions of a scenario see it. */
import { type Entity, isContentField, parseMessage } from "#mime";
import type { ScenarioMessage } from "#scenario";
import type { InFlight } from "../../in-flight.ts";

/** `signed`: only what the author's signature covers; nothing of what nobody signed. */
export type SeenFields = "all" | "signed";

/** The fields that count (S5); of what came sealed the body inside, of all else the body as it came. */
export async function messageForScenario(mail: InFlight, fields: SeenFields): Promise<ScenarioMessage> {
  const { scenarioMessage } = await import("#scenario");
  const seen = entityInside(mail) ?? mail.message;
  const whole = scenarioMessage(seen, { attributes: {}, encrypted: sealedAs(mail) });
  if (fields === "all") return { ...whole, header: (name) => allFields(mail, seen, name) };
  if (!mail.author.authentic) return { ...whole, header: () => [], partTypes: [], body: null };
  return {
    ...whole,
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

/** Those that count (S5); where there is none of that name, those that stand outside. */
function allFields({ opened, message }: InFlight, seen: Entity, name: string): readonly string[] {
  const inside = fieldsOf(opened?.headers ?? [], name);
  if (inside.length > 0) return inside.map(({ value }) => value);
  return (isContentField(name) ? seen : message).header.all(name).map(({ value }) => value);
}

function signedFields({ opened }: InFlight, name: string): readonly string[] {
  const fields = fieldsOf(opened?.headers ?? [], name);
  return fields.flatMap(({ from, value }) => (from === "protected" ? [value] : []));
}

function fieldsOf<F extends { readonly name: string }>(fields: readonly F[], name: string): readonly F[] {
  return fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
}
