/** What a scenario may ask of a message. */
import { fromLatin1, fromUtf8, LIMITS } from "#base";
import type { Entity, Field } from "#mime";
import type { Attributes } from "./evaluate/world.ts";

export interface ScenarioMessage {
  /** The values of all fields of that name in order, as `writtenValue` gives them. */
  header(field: string): readonly string[];
  /** `type/subtype` of the direct parts; none unless multipart. */
  readonly partTypes: readonly string[];
  /** The beginning of the body as it came, still transfer-encoded; null unless the message is text. */
  readonly body: string | null;
  /** `spam_status` and the like, by Sympa's name. */
  readonly attributes: Attributes;
  /** Whether it came sealed and was opened: `smime` or `pgp`; "" if it came clear. */
  readonly encrypted: "" | "smime" | "pgp";
  /** Only what its author's signature covers is in it; `body`: that reaches the body. Absent: all that it says counts. */
  readonly signedOnly?: { readonly body: boolean };
}

export function scenarioMessage(
  entity: Entity,
  facts: Pick<ScenarioMessage, "attributes" | "encrypted">,
): ScenarioMessage {
  const { type } = entity.contentType;
  return {
    ...facts,
    header: (field) => entity.header.all(field).map(writtenValue),
    partTypes: entity.children.map(({ contentType }) => contentType.essence),
    body: type === "text" ? fromUtf8(entity.body.subarray(0, LIMITS.scenarioBodyChars)) : null,
  };
}

/**
 * QUIRK: Sympa takes the name and the blanks behind it away and nothing else: a folded value has its line ends, as \n,
 * and blanks at the end stay.
 */
function writtenValue({ raw }: Pick<Field, "raw">): string {
  const utf8 = fromUtf8(raw);
  const text = utf8.includes("\ufffd") ? fromLatin1(raw) : utf8;
  const value = text.slice(text.indexOf(":") + 1).replaceAll("\r\n", "\n");
  return value.replace(/\n$/, "").replace(/^\s+/, "");
}

/** What stands for a message where the request has none: everything in it is empty. */
export const NO_MESSAGE: ScenarioMessage = {
  header: () => [],
  partTypes: [],
  body: "",
  attributes: {},
  encrypted: "",
};
