import type { WhyCode } from "#base";
import { familyDemand, type List, usedFamilies, usesKeys } from "#lists";
import type { Entity } from "#mime";
import type { Families, Opened, OpenFailure, OpenResult } from "#protect";
import { vouchedBindings } from "../keys-along/vouched-bindings.ts";
import { vouchedStranger } from "../keys-along/vouched-stranger.ts";
import { decide, go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * Opens the message with the list's keys and judges who signed it (S1–S3, S5), in memory only. Lists
 * without keys never load a crypto room, but for anonymous ones, for signatures name their makers, where a scenario
 * asks who signed, and for commands that carry a signature.
 */
export async function openMessage(mail: InFlight, context: StepContext): Promise<StepResult> {
  const looked = whyLooked(mail);
  if (looked === "not") return go(mail);
  const protect = await import("#protect");
  const secrets = await context.keyring.secrets(mail.list.id);
  const signers = context.keyring.signers(mail.list.id);
  const { settings } = mail.list;
  const result = await context.crypt.open({
    message: mail.raw,
    at: mail.judgedAt,
    secrets: secrets.all,
    signers: signers.lookup,
    anchors: await context.keyring.anchors(settings),
    trust: settings.smime_trust === "ca" ? "ca" : "bound",
    open: mail.door === "post" ? openedFamilies(mail.list) : ALL_FAMILIES,
    verify: looked === "signature" ? ALL_FAMILIES : verifiedFamilies(mail.list),
  });
  const sealed = { ...mail, sessionMarks: sessionMarksOf(result, context) };
  if (!result.ok) return secrets.compromised === true ? holdOrRefuse(sealed, result) : refuse(sealed, result);
  if (mail.door === "post" && wasAddedTo(result.value)) return refuseChanged(sealed);
  const vouched = await vouchedBindings(context.keyring, mail.list, result.value, signers.found);
  const bindings = [...signers.found, ...vouched];
  const judged = { opened: result.value, author: protect.judgeAuthor(result.value, bindings) };
  const author = mail.door === "request" ? vouchedStranger(mail.list, judged) : judged.author;
  return go({ ...sealed, opened: result.value, author, bindings });
}

const ALL_FAMILIES: Families = { openpgp: true, smime: true };

/** signature: whoever made one is looked for in both families, whatever the list uses. */
function whyLooked({ list, scenario, door, message }: InFlight): "not" | "keys" | "signature" {
  const orders = door === "request" && mayBeSigned(message);
  const asked = scenario?.asksForSignatures === true;
  if (orders || asked || list.settings.anonymous_list === "yes") return "signature";
  return usesKeys(list.settings) ? "keys" : "not";
}

/** The session keys themselves end here. */
function sessionMarksOf(result: OpenResult, { keyring }: StepContext): InFlight["sessionMarks"] {
  const { sessionKeys } = result.ok ? result.value : result;
  const marks = sessionKeys.map((key) => keyring.markOf("session-key", key));
  for (const key of sessionKeys) key.fill(0);
  return marks;
}

/** Whose author may have signed it: what it orders may count for more. */
function mayBeSigned({ contentType: { essence } }: Entity): boolean {
  return /^(?:multipart\/(?:signed|encrypted)|application\/(?:x-)?pkcs7-mime)$/.test(essence);
}

function openedFamilies({ settings }: List): Families {
  return {
    openpgp: familyDemand(settings, "openpgp", "post_encrypt") !== "no",
    smime: familyDemand(settings, "smime", "post_encrypt") !== "no",
  };
}

/** Signatures are looked at in every family that the list uses for anything. */
function verifiedFamilies({ settings }: List): Families {
  const used = usedFamilies(settings);
  return { openpgp: used.includes("openpgp"), smime: used.includes("smime") };
}

const NOT_WHOLE: readonly WhyCode[] = ["not-whole", "changed-on-the-way"];
const MALFORMED: readonly WhyCode[] = ["malformed", "too-large", "too-deep", "no-message"];

/** One text for all failures to open (S11); which it was stands in the owner's detail. */
function refuse(mail: InFlight, failure: OpenFailure): StepResult {
  const code = codeOf(failure.why);
  const verb = mail.door === "owner" ? "hold" : "reject";
  return decide(mail, { do: verb, code, args: addedArgs(failure.why), detail: failure.why });
}

/** Its form tells it, to anybody: no key was asked. */
function addedArgs(why: WhyCode): { readonly why?: WhyCode } {
  return why === "changed-on-the-way" ? { why } : {};
}

/** What may have been sealed to a key that counts no more waits; all failures to open look alike here, too (S11). */
function holdOrRefuse(mail: InFlight, failure: OpenFailure): StepResult {
  if (codeOf(failure.why) !== "cannot-open") return refuse(mail, failure);
  return decide(mail, { do: "hold", code: "key-compromised", args: {}, detail: failure.why });
}

/** S1: the whole was sealed, and something was added on the way. A sealed attachment is the poster's own. */
function wasAddedTo({ layers, wasEncrypted }: Opened): boolean {
  if (wasEncrypted !== null) return false;
  return layers.some(
    (layer) => layer.kind === "encrypted" && !layer.opened && layer.why === "changed-on-the-way",
  );
}

function refuseChanged(mail: InFlight): StepResult {
  return decide(mail, {
    do: "reject",
    code: "not-whole",
    args: addedArgs("changed-on-the-way"),
    detail: "changed-on-the-way",
  });
}

function codeOf(why: WhyCode): "not-whole" | "malformed" | "cannot-open" {
  if (NOT_WHOLE.includes(why)) return "not-whole";
  return MALFORMED.includes(why) ? "malformed" : "cannot-open";
}
