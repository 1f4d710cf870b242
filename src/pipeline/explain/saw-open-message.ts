/** What opening found, in words: the layers, the signatures and whose keys they are, and who wrote it. */
import { type Fingerprint, inGroups, type Layer, type Signature, utcMinute } from "#base";
import { whyText } from "#i18n";
import { usesKeys } from "#lists";
import type { InFlight, Stage } from "../in-flight.ts";
import { authorName, FAMILY_NAMES, isAnonymous } from "./names.ts";

export function sawOpenMessage({ after, decision }: Stage): readonly string[] {
  if (!usesKeys(after.list.settings)) return ["nothing to open: the list passes mail on as it comes"];
  const seen = after.opened ?? after.unopened;
  if (seen === null)
    return [
      decision === null ? "nothing" : `it cannot be read: ${"detail" in decision ? decision.detail : ""}`,
    ];
  return [
    ...sealingLines(seen.layers, seen.openedWith),
    ...signatureLines(seen.signatures, after),
    ...(after.opened === null ? [] : [authorLine(after)]),
  ];
}

function sealingLines(layers: readonly Layer[], openedWith: readonly Fingerprint[]): readonly string[] {
  const sealed = layers.filter((layer) => layer.kind === "encrypted");
  if (sealed.length === 0) return ["not sealed"];
  return sealed.map((layer) => {
    const family = FAMILY_NAMES[layer.scheme];
    if (layer.opened)
      return `sealed in ${family} to the list's key ${openedWith.map(short).join(", ")}: opened`;
    return `sealed in ${family}: not opened, ${whyText(layer.why, "en")} (${layer.why})`;
  });
}

function signatureLines(signatures: readonly Signature[], mail: InFlight): readonly string[] {
  return signatures.length === 0
    ? ["not signed"]
    : signatures.map(
        (signature) =>
          `signed in ${FAMILY_NAMES[signature.scheme]}${circumstances(signature, mail)}: ${verdict(signature)}`,
      );
}

function circumstances(signature: Signature, mail: InFlight): string {
  const { signer, at, covers } = signature;
  const by =
    signer === undefined || isAnonymous(mail.list) ? "" : ` by ${short(signer)}${ownerOf(signer, mail)}`;
  const when = at ? `, at ${utcMinute(at)}` : "";
  return `${by}${when}${covers === "part" ? ", over a part of it only" : ""}`;
}

function ownerOf(signer: Fingerprint, { bindings }: InFlight): string {
  const own = bindings.filter(({ fingerprint }) => fingerprint === signer);
  const addresses = [...new Set(own.flatMap(({ memberAddresses }) => memberAddresses))];
  return addresses.length === 0 ? " (no member's key)" : ` (the key of ${addresses.join(", ")})`;
}

function verdict(signature: Signature): string {
  if (signature.verdict === "valid") return "valid";
  return `${signature.verdict}, ${whyText(signature.why, "en")} (${signature.why})`;
}

function authorLine(mail: InFlight): string {
  const { author } = mail;
  const found = author.authentic
    ? "authentic"
    : `not authentic, ${whyText(author.why, "en")} (${author.why})`;
  return `From ${authorName(mail)}: ${found}`;
}

/** As much of a fingerprint as people compare at a glance. */
function short(fingerprint: Fingerprint): string {
  return `${inGroups(fingerprint.slice(0, 16))} …`;
}
