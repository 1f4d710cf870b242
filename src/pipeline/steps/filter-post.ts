import { err, ok, type Result } from "#base";
import type { FilterWhy } from "#content";
import type { ListSettings } from "#config";
import { type Decision, usesKeys } from "#lists";
import { contentOctets, type Entity, parseMessage } from "#mime";
import { withCrlf } from "../compose/clear/compose-clear.ts";
import { holdNotSendable } from "../compose/not-sendable.ts";
import { withContent } from "../compose/clear/with-content.ts";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";
import { isLeftSealed } from "../facts/left-sealed.ts";

/**
 * `filter_content`: what may not go on is taken out, before anybody else gets to see it; what is left goes on. What a person
 * accepted, of which nothing would be left, goes on as it came.
 */
export async function filterPost(mail: InFlight): Promise<StepResult> {
  const { settings } = mail.list;
  if (settings.filter_content === "no") return go(mail);
  const message = withCrlf(mail.message);
  if (message === null) return decide(mail, holdNotSendable("not-sendable"));
  const inside = mail.opened === null ? message : parsedOr(mail.opened.content, message);
  const found = await filtered(inside, settings, isSigned(mail));
  if (!found.ok) return mail.unfiltered ? go(mail) : decide(mail, refusal(settings, found.error));
  const content = found.value;
  if (content === null) return go(mail);
  const outgoing = { ...mail.outgoing, filtered: true };
  if (mail.opened === null) return go({ ...mail, outgoing, message: withContent(message, content) });
  // Where it goes out as it came its own header stands above it; an author's signature does not fit any more.
  const opened = { ...mail.opened, content, posterSigned: null };
  const plain = mail.opened.wasEncrypted === null && !isLeftSealed(mail);
  return go({ ...mail, outgoing, opened, message: plain ? withContent(message, content) : mail.message });
}

/** Its content stood under a signature that was taken off to read it. */
function isSigned({ opened }: InFlight): boolean {
  return opened !== null && opened.layers.some(({ kind }) => kind === "signed");
}

function parsedOr(content: Uint8Array, other: Entity): Entity {
  const parsed = parseMessage(content);
  return parsed.ok ? parsed.value : other;
}

/** A MIME entity; null: nothing is to be changed. The error: nothing may go on. */
async function filtered(
  message: Entity,
  settings: ListSettings,
  signed: boolean,
): Promise<Result<Uint8Array | null, FilterWhy>> {
  const content = await import("#content");
  const bare = parsedOr(contentOctets(message), message);
  const plainOf = settings.convert_html_to_plaintext === "yes" ? content.plainOfHtml() : null;
  const found = content.filterContent(bare, content.filterRules(settings), plainOf, signed);
  if (found.kind === "refused") return err(found.why);
  return ok(found.kind === "same" ? null : found.content);
}

const VERBS = { discard: "discard", reject: "reject", forward: "discard", preserve: "hold" } as const;

/** Of a list with keys nothing is sent to its owners; it waits for them. */
function refusal(settings: ListSettings, why: FilterWhy): Decision {
  const { filter_action: action } = settings;
  const verb = action === "forward" && usesKeys(settings) ? "hold" : VERBS[action];
  return { do: verb, code: "content-filtered", args: {}, detail: why };
}
