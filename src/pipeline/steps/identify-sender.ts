import type { MemberId, ValidSignature } from "#base";
import { listDemand } from "#lists";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * Says for whom the sender rules are asked: the member who signed. Only where the list asks for no
 * signatures, the address in From stands in (as in Mailman).
 */
export async function identifySender(mail: InFlight, context: StepContext): Promise<StepResult> {
  const signature = countingSignature(mail);
  const marks = (mail.opened?.signatures ?? []).flatMap((one) => (one.verdict === "valid" ? [one.mark] : []));
  return go({
    ...mail,
    member: await senderMember(mail, context),
    signedAs: signature?.scheme ?? null,
    signedAt: signature?.at ?? null,
    signatureMarks: mail.author.authentic ? marks : [],
  });
}

async function senderMember(mail: InFlight, context: StepContext): Promise<MemberId | null> {
  const { author, list } = mail;
  if (author.authentic) return author.member;
  if (listDemand(list.settings, "post_sign") !== "no" || author.address === null) return null;
  return context.keyring.memberByAddress(list.id, author.address);
}

function countingSignature({ author, opened }: InFlight): ValidSignature | null {
  if (!author.authentic || opened === null) return null;
  const valid = opened.signatures.filter((one) => one.verdict === "valid");
  return valid.find((one) => one.signer === author.signer && one.covers === "whole") ?? null;
}
