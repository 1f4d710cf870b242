import type { Bytes, MemberId, ValidSignature } from "#base";
import { listDemand } from "#lists";
import { memberById } from "#store";
import { memberAddresses } from "../posting/sender-addresses.ts";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * Says for whom the sender rules are asked: the member who signed. Only where the list asks for no signatures, an address
 * that the post bears stands in (as in Mailman).
 */
export async function identifySender(mail: InFlight, context: StepContext): Promise<StepResult> {
  const signature = countingSignature(mail);
  const member = await senderMember(mail, context);
  return go({
    ...mail,
    member,
    moderated: member !== null && (await isModerated(context, member)),
    signedAs: signature?.scheme ?? null,
    signedAt: signature?.at ?? null,
    signatureMarks: authorMarks(mail),
  });
}

async function senderMember(mail: InFlight, context: StepContext): Promise<MemberId | null> {
  const { author, list } = mail;
  if (author.authentic) return author.member;
  if (listDemand(list.settings, "post_sign") !== "no") return null;
  for (const address of memberAddresses(mail)) {
    const member = await context.keyring.memberByAddress(list.id, address);
    if (member !== null) return member;
  }
  return null;
}

async function isModerated({ db }: StepContext, member: MemberId): Promise<boolean> {
  const person = await db.read((tx) => memberById(tx, member));
  return person?.moderated === true;
}

/** Of every signature over the whole that a key of the author made: each of them could come alone next time. */
function authorMarks({ author, bindings, opened }: InFlight): readonly Bytes[] {
  if (!author.authentic || opened === null) return [];
  const bound = bindings.filter((one) => one.member === author.member).map((one) => one.fingerprint);
  const keys = [author.signer, ...bound];
  return opened.signatures.flatMap((one) =>
    one.verdict === "valid" && one.covers === "whole" && keys.includes(one.signer) ? [one.mark] : [],
  );
}

function countingSignature({ author, opened }: InFlight): ValidSignature | null {
  if (!author.authentic || opened === null) return null;
  const valid = opened.signatures.filter((one) => one.verdict === "valid");
  return valid.find((one) => one.signer === author.signer && one.covers === "whole") ?? null;
}
