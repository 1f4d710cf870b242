import { familyDemand, admit, type Decision } from "#lists";
import type { Opened } from "#protect";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** Asks the eight settings and the sender rules; the strictest answer wins. */
export async function admitPost(mail: InFlight): Promise<StepResult> {
  const integrity = await trustText(mail);
  const decision: Decision = admit(mail.list.settings, {
    size: mail.raw.length,
    openedAs: openedAs(mail),
    author: mail.author,
    signedAs: mail.signedAs,
    member: mail.member,
    trustworthyText: integrity.trustworthy,
    signedAt: mail.signedAt,
    arrivedAt: mail.arrivedAt,
    approved: mail.approved,
  });
  return decision.do === "accept" ? go(integrity.mail) : decide(mail, decision);
}

function openedAs({ opened, list }: InFlight) {
  const scheme = opened?.wasEncrypted ?? null;
  return scheme !== null && familyDemand(list.settings, scheme, "post_encrypt") !== "no" ? scheme : null;
}

/** S13: of what anybody could have changed on the way only plain text is distributed, else it is held. */
async function trustText(mail: InFlight): Promise<{ trustworthy: boolean; mail: InFlight }> {
  const { opened } = mail;
  if (opened === null || opened.integrity) return { trustworthy: true, mail };
  const { withoutHtml } = await import("#protect");
  const content = withoutHtml(opened.content);
  if (content === null) return { trustworthy: false, mail };
  const plain: Opened = { ...opened, content };
  return { trustworthy: true, mail: { ...mail, opened: plain } };
}
