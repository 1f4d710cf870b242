import type { Opened } from "#protect";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/**
 * S13: of what anybody could have changed on the way only plain text goes on, to members and to owners
 * alike. Without a text part a post is held when the other rules have been asked, mail to the owners at once.
 */
export async function stripUntrustedHtml(mail: InFlight): Promise<StepResult> {
  const { opened } = mail;
  if (opened === null || opened.integrity) return go(mail);
  const { withoutHtml } = await import("#protect");
  const content = withoutHtml(opened.content);
  if (content === null) return withoutText(mail);
  const plain: Opened = { ...opened, content };
  return go({ ...mail, opened: plain });
}

function withoutText(mail: InFlight): StepResult {
  const untrusted: InFlight = { ...mail, trustworthyText: false };
  if (mail.door === "post") return go(untrusted);
  const detail = "CBC without signature, no text part";
  return decide(untrusted, { do: "hold", code: "no-integrity", args: {}, detail });
}
