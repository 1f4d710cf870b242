/** A report in words, a few short lines; what to do is the last. Not yet made safe for a terminal. */
import { inGroups, type Scheme } from "#base";
import { keyStep } from "../keys/key-step.ts";
import type { Given } from "../keys/keyring.ts";
import { nextStep } from "./next-step.ts";
import { oneLine } from "./one-line.ts";
import { type Problem, problemText } from "./problems.ts";
import type { LayerReport, Report, SignatureReport } from "./report.ts";

const NAMES: Readonly<Record<Scheme, string>> = { openpgp: "OpenPGP", smime: "S/MIME" };

/** The first line names the message; the others are indented. */
export function reportLines(report: Report, given: Given): readonly string[] {
  const { file, message, subject, layers, signatures, problems } = report;
  const step = keyStep(report, given.unused) ?? nextStep(report, given);
  const rows: (readonly [string, string])[] = [
    ...(isNothing(report) ? [] : ([["From", authorText(report, given)]] as const)),
    ...(subject === null ? [] : [["Subject", oneLine(subject)] as const]),
    ...(isNothing(report) ? [] : sealedRows(layers, given)),
    ...signatures.map((signature) => ["Signature", signatureLine(signature)] as const),
    ...problems
      .filter((problem) => isNothing(report) || problem !== report.author.why)
      .map((problem) => problemRow(problem, given)),
    ...(step === null ? [] : [["Do this", step] as const]),
  ];
  const title = message === null ? file : `${file}, message ${message}`;
  return [oneLine(title), ...rows.map(([label, text]) => `  ${`${label}:`.padEnd(11)}${text}`)];
}

/** Neither a message nor anything signed or sealed: all there is to say are its problems. */
function isNothing({ author, layers, signatures }: Report): boolean {
  return author.why === "no-message" && layers.length + signatures.length === 0;
}

const problemRow = (problem: Problem, given: Given): readonly [string, string] => [
  "Note",
  `${textOf(problem, given)} (${problem})`,
];

/** Without a secret key it says nothing about the message that none fits. */
function textOf(problem: Problem, { secrets, unused }: Given): string {
  const isNoneGiven = problem === "no-key" && secrets.length + unused.length === 0;
  return isNoneGiven ? "no secret key was given" : problemText(problem);
}

function authorText({ author }: Report, given: Given): string {
  if (author.authentic) return `${author.address}: authentic`;
  const who = author.address === null ? "nobody" : `${oneLine(author.address)}: not authentic`;
  return author.why === null ? who : `${who}, ${textOf(author.why, given)} (${author.why})`;
}

function sealedRows(layers: readonly LayerReport[], given: Given): (readonly [string, string])[] {
  const sealed = layers.filter(({ kind }) => kind === "encrypted");
  if (sealed.length === 0) return [["Sealed", "no"]];
  return sealed.map(({ scheme, opened, why, recipients }) => {
    const text =
      opened || why === null ? "opened" : `not opened, ${textOf(why, given)}${recipientsText(recipients)}`;
    return ["Sealed", `${NAMES[scheme]}, ${text}`];
  });
}

const MOST_RECIPIENTS = 8;

/** "; it is for 0123 4567 89AB CDEF, a hidden recipient and 3 more" */
function recipientsText(recipients: LayerReport["recipients"]): string {
  if (recipients.length === 0) return "";
  const told = recipients.slice(0, MOST_RECIPIENTS).map(recipientText);
  const others = recipients.length - told.length;
  return `; it is for ${told.join(", ")}${others === 0 ? "" : ` and ${others} more`}`;
}

function recipientText(recipient: string | null): string {
  if (recipient === null) return "a hidden recipient";
  return /^[0-9A-F]+$/.test(recipient) ? inGroups(recipient) : oneLine(recipient);
}

function signatureLine({ scheme, text, signer, claimedKey, addresses, at }: SignatureReport): string {
  const by = [
    ...(signer === null ? [] : [`by ${inGroups(signer)}`]),
    ...(claimedKey === null ? [] : [`it names ${inGroups(claimedKey)}`]),
  ];
  const who = addresses.length === 0 ? [] : [`of ${addresses.map(oneLine).join(", ")}`];
  const when = at === null ? [] : [`made ${at.slice(0, 16).replace("T", " ")} UTC`];
  return [`${NAMES[scheme]}, ${text}`, ...by, ...who, ...when].join("; ");
}
