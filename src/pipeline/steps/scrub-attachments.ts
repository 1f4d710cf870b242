import { contentOctets, parseMessage } from "#mime";
import { isArchived } from "../distribution/archive-post.ts";
import { contentOf } from "../facts/content-of.ts";
import { isLeftSealed } from "../facts/left-sealed.ts";
import { go, type InFlight, type StepResult } from "../in-flight.ts";
import { type Scrubbing, whatToScrub } from "../scrubbing/what-to-scrub.ts";

/**
 * `scrub_nondigest`: what is taken out of single copies, if anything. It is taken out as they are composed: the post that
 * is kept stays whole, and so does what goes into digests.
 */
export async function scrubAttachments(mail: InFlight): Promise<StepResult> {
  return go({ ...mail, outgoing: { ...mail.outgoing, scrub: scrubbingOf(mail) } });
}

function scrubbingOf(mail: InFlight): Scrubbing {
  const { scrub_nondigest: how } = mail.list.settings;
  if (how === "no") return "off";
  if (!isArchived(mail)) return "not-kept";
  if (isLeftSealed(mail)) return "sealed";
  const message = contentOf(mail);
  const content = message === null ? null : parseMessage(contentOctets(message));
  return content?.ok === true ? whatToScrub(content.value, how) : "nothing";
}
