/**
 * Reads Sympa's task model files as far as they speak of certificates: `chk_cert_expiration` and `update_crl`, `next`,
 * `stop`, titles and labels. What else a file does is refused with its line: it would not be done.
 */
import { DAY_MS, err, HOUR_MS, ok, type Result, WEEK_MS } from "#base";

export interface ReadTaskModel {
  readonly task: "chk_cert_expiration" | "crl_update";
  readonly title: string;
  readonly everyMs: number | null;
  readonly aheadMs: number | null;
  readonly name: string;
}

/** @returns err a sentence that names the line */
export function readTaskModel(text: string): Result<ReadTaskModel, string> {
  const found: Found = { labels: [], titles: [], next: null, work: null };
  for (const [place, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const wrong = line === "" || line.startsWith("#") ? null : readLine(line, found);
    if (wrong !== null) return err(`Line ${place + 1}: ${wrong}`);
  }
  const { work, next, labels, titles } = found;
  if (work === null) return err("The file calls neither chk_cert_expiration nor update_crl.");
  if (next !== null && !labels.includes(next.label)) return err(`There is no label /${next.label}.`);
  return ok({ ...work, title: titles[0] ?? "", everyMs: next?.everyMs ?? null });
}

interface Found {
  readonly labels: string[];
  readonly titles: string[];
  next: { readonly everyMs: number; readonly label: string } | null;
  work: Pick<ReadTaskModel, "task" | "aheadMs" | "name"> | null;
}

/** What is wrong with it, or null. */
function readLine(line: string, found: Found): string | null {
  const title = /^title(?:\.[\w-]+)?\s+(.+)$/.exec(line);
  const label = /^\/\s*(\w+)$/.exec(line);
  if (title) found.titles.push(title[1] ?? "");
  if (label) found.labels.push(label[1] ?? "");
  if (title || label) return null;
  const [, command = "", list = ""] = /^(\w+)\s*\((.*)\)$/.exec(line) ?? [];
  if (command === "") return "it is no title, no /LABEL and no command(…).";
  return readCommand(command, list.split(",").map(withoutBlanks), found);
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

const WORK: Readonly<Record<string, ReadTaskModel["task"]>> = {
  chk_cert_expiration: "chk_cert_expiration",
  update_crl: "crl_update",
};

/** Of Sympa's `expire` models. */
const DELETES = ["delete", "delete_subs"];

function readCommand(command: string, [first = "", second = ""]: readonly string[], found: Found) {
  if (command === "stop") return null;
  const time = timeAfterRun(command === "next" ? first : second);
  if (command === "next") {
    if (time === null || time <= 0) return "next needs a time such as [execution_date]+1d, and a label.";
    found.next = { everyMs: time, label: second };
    return null;
  }
  const task = WORK[command];
  if (DELETES.includes(command))
    return `${command} removes members, which no file does here: conclave member remove.`;
  if (task === undefined) return `${command} is no work on certificates, and is not done here.`;
  if (found.work !== null) return "one file, one task: the work is named twice.";
  if (!/^[\w.-]{1,100}$/.test(first)) return `${command} needs the name of a template or of a file.`;
  if (time === null) return `${command} needs a time such as [execution_date]+3d.`;
  found.work = { task, name: first, aheadMs: time };
  return null;
}

const UNITS: Readonly<Record<string, number>> = {
  y: 365 * DAY_MS,
  m: 30 * DAY_MS,
  w: WEEK_MS,
  d: DAY_MS,
  h: HOUR_MS,
  min: 60_000,
  sec: 1000,
};

/** Milliseconds of `[execution_date]+1w2d`; months have thirty days here. null: it is none of these. */
function timeAfterRun(text: string): number | null {
  const [, duration] = /^\[?execution_date\]?(?:\+((?:\d{1,5}(?:min|sec|[ymwdh]))+))?$/.exec(text) ?? [
    null,
    null,
  ];
  if (duration === null) return null;
  const pieces = [...(duration ?? "").matchAll(/(\d+)(min|sec|[ymwdh])/g)];
  return pieces.reduce((sum, [, count = "0", unit = ""]) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}
