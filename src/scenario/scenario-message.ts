/** What a scenario may ask of a message. */
import { fromUtf8, LIMITS } from "#base";
import type { Entity } from "#mime";
import type { Attributes } from "./evaluate/world.ts";

export interface ScenarioMessage {
  /** The values of all fields of that name in order, as they came, unfolded. */
  header(field: string): readonly string[];
  /** `type/subtype` of the direct parts; none unless multipart. */
  readonly partTypes: readonly string[];
  /** The beginning of the body as it came, still transfer-encoded; null unless the message is text. */
  readonly body: string | null;
  /** `spam_status` and the like, by Sympa's name. */
  readonly attributes: Attributes;
  /** Whether it came sealed and was opened: `smime` or `pgp`; "" if it came clear. */
  readonly encrypted: "" | "smime" | "pgp";
}

export function scenarioMessage(
  entity: Entity,
  facts: Pick<ScenarioMessage, "attributes" | "encrypted">,
): ScenarioMessage {
  const { type } = entity.contentType;
  return {
    ...facts,
    header: (field) => entity.header.all(field).map(({ value }) => value),
    partTypes: entity.children.map(({ contentType }) => contentType.essence),
    body: type === "text" ? fromUtf8(entity.body.subarray(0, LIMITS.scenarioBodyChars)) : null,
  };
}

/** What stands for a message where the request has none: everything in it is empty. */
export const NO_MESSAGE: ScenarioMessage = {
  header: () => [],
  partTypes: [],
  body: "",
  attributes: {},
  encrypted: "",
};
