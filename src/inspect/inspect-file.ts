/** A file's octets in, a report per message out: always at least one, whatever the octets are. */
import { type Bytes, LIMITS } from "#base";
import { foreignFile } from "./files/foreign-file.ts";
import { formOf } from "./files/form-of.ts";
import { inspectCms, inspectOpenpgp } from "./inspect-bare.ts";
import { inspectMessage } from "./inspect-message.ts";
import type { Keyring } from "./keys/keyring.ts";
import type { Problem } from "./report/problems.ts";
import { plainFile } from "./files/plain-file.ts";
import type { Finding, Report } from "./report/report.ts";
import { isMbox, type MboxMessage, splitMbox } from "./files/split-mbox.ts";

/**
 * One report, or one for each message of an mbox. Never throws: a fault of ours is a problem of that message.
 *
 * @param onFault hears what was thrown
 */
export async function* inspectFile(
  file: string,
  bytes: Bytes,
  keyring: Keyring,
  onFault: (fault: unknown) => void,
): AsyncGenerator<Report> {
  const keyFiles = keyFileReports(keyring);
  const finding = (inspect: () => Promise<Finding>): Promise<Finding> =>
    inspect()
      .catch((fault: unknown) => {
        onFault(fault);
        return notJudged("internal");
      })
      .then((found) => withKeyProblem(found, keyring));
  const octets = plainFile(bytes);
  if (!isMbox(octets)) {
    yield { file, message: null, ...(await finding(() => inspectOne(octets, keyring))), keyFiles };
    return;
  }
  let message = 0;
  for (const one of splitMbox(octets)) {
    message += 1;
    yield { file, message, ...(await finding(() => inspectFromMbox(one, keyring))), keyFiles };
  }
}

/** QUIRK: some writers quote every line that was quoted before, some do not; a signature tells them apart. */
async function inspectFromMbox({ message, asItStands }: MboxMessage, keyring: Keyring): Promise<Finding> {
  const finding = await inspectOne(message, keyring);
  if (asItStands === null || !finding.signatures.some(({ verdict }) => verdict === "invalid")) return finding;
  const other = await inspectOne(asItStands, keyring);
  return other.signatures.some(({ verdict }) => verdict === "valid") ? other : finding;
}

/** The report about a file that could not be read. */
export function reportUnread(file: string, problem: Problem, keyring: Keyring): Report {
  return { file, message: null, ...notJudged(problem), keyFiles: keyFileReports(keyring) };
}

function keyFileReports({ unused }: Keyring): Report["keyFiles"] {
  return unused.map(({ path, option, why }) => ({ file: path, option, why }));
}

function withKeyProblem(finding: Finding, { unused }: Keyring): Finding {
  return unused.length === 0 ? finding : { ...finding, problems: [...finding.problems, "key-file-unusable"] };
}

async function inspectOne(bytes: Bytes, keyring: Keyring): Promise<Finding> {
  if (bytes.length === 0) return notJudged("empty-file");
  if (bytes.length > LIMITS.messageBytes) return notJudged("file-too-large");
  const foreign = foreignFile(bytes);
  if (foreign !== null) return notJudged(foreign);
  const form = formOf(bytes);
  switch (form.kind) {
    case "message":
      return inspectMessage(form.message, keyring);
    case "openpgp":
      return inspectOpenpgp(form.source, form.alone, keyring);
    case "cms":
      return inspectCms(form.der, keyring);
    case "keys":
      return notJudged("key-file");
    case "other":
      return notJudged("no-message");
  }
}

function notJudged(problem: Problem): Finding {
  const author = { address: null, authentic: false, why: "no-message" as const };
  return { layers: [], signatures: [], author, subject: null, problems: [problem] };
}
