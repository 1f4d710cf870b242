import { admit, type Evidence, familyDemand } from "#lists";
import { signedFor } from "../facts/signed-addressees.ts";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** Asks the eight settings and the sender rules, or the scenario; the strictest answer wins. */
export async function admitPost(mail: InFlight): Promise<StepResult> {
  const decision = admit(mail.list.settings, evidenceOf(mail));
  return decision.do === "accept" ? go(mail) : decide(mail, decision);
}

/** What the rules of `admit` are asked with. */
export function evidenceOf(mail: InFlight): Evidence {
  return {
    openedAs: openedAs(mail),
    author: mail.author,
    signedAs: mail.signedAs,
    member: mail.member,
    moderated: mail.moderated,
    signedFor: signedFor(mail),
    trustworthyText: mail.trustworthyText,
    signedAt: mail.signedAt,
    arrivedAt: mail.arrivedAt,
    approved: mail.approved,
    answersSealed: mail.answersSealed,
    scenario: mail.scenarioAnswer?.decision ?? null,
    revocationKnown: mail.unansweredFor === null,
    posting: mail.posting,
  };
}

function openedAs({ opened, list }: InFlight) {
  const scheme = opened?.wasEncrypted ?? null;
  return scheme !== null && familyDemand(list.settings, scheme, "post_encrypt") !== "no" ? scheme : null;
}
