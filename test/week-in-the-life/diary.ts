/**
 * What happened, for people to read: day by day and hour by hour, who did what, and which mails came of it, as each
 * reader's program shows them. Nothing of it depends on chance.
 */
import type { EmailAddress } from "#base";
import { CAST } from "./cast.ts";
import type { SeenMail } from "./seen-mail.ts";

const WIDTH = 110;
const INDENT = " ".repeat(7);

export class Diary {
  readonly #lines: string[] = [];
  #day = "";
  /** How often something of a kind came to somebody. */
  readonly #counts = new Map<string, number>();

  get text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  /** What stands at the beginning. */
  open(title: string, lines: readonly string[]): void {
    this.#lines.push(title, "=".repeat(title.length), "");
    this.#lines.push(...lines.flatMap((line) => wrapped(line, "")));
  }

  /** What stands at the end. */
  close(title: string, lines: readonly string[]): void {
    this.#lines.push("", title, "-".repeat(title.length), "", ...lines.flatMap((line) => wrapped(line, "")));
  }

  /** What happens at this time, and the mails that come of it. */
  entry(at: Date, what: string, mails: readonly SeenMail[], remark?: string): void {
    this.#dayOf(at);
    this.#lines.push(...wrapped(`${at.toISOString().slice(11, 16)}  ${what}`, INDENT));
    for (const group of grouped(mails)) this.#lines.push(...linesOf(group));
    if (remark !== undefined) this.#lines.push(...wrapped(`${INDENT}(${remark})`, `${INDENT} `));
    this.#lines.push("");
    for (const { to } of mails) this.#counts.set(to, (this.#counts.get(to) ?? 0) + 1);
  }

  /** How many mails somebody got. */
  countOf(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  #dayOf(at: Date): void {
    const day = at.toLocaleDateString("en-GB", {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    });
    if (day === this.#day) return;
    this.#day = day;
    this.#lines.push("", day, "-".repeat(day.length), "");
  }
}

type Group = SeenMail & { readonly readers: readonly string[] };

/** Mails that read the same stand once. */
function grouped(mails: readonly SeenMail[]): readonly Group[] {
  const groups = Map.groupBy(mails, ({ to: _to, ...rest }) => JSON.stringify(rest));
  return [...groups.values()]
    .flatMap((same) => (same[0] ? [{ ...same[0], readers: inOrder(same.map(({ to }) => to)) }] : []))
    .toSorted(
      (a, b) =>
        place(a.readers[0]) - place(b.readers[0]) || a.date - b.date || a.subject.localeCompare(b.subject),
    );
}

function linesOf({ readers, from, subject, outside, form, text, attached }: Group): readonly string[] {
  const hidden = outside === null ? "" : ` (outside: “${outside}”)`;
  const files = attached.length === 0 ? "" : `; attached: ${attached.join(", ")}`;
  const head = `${INDENT}→ ${readers.join(", ")}: “${subject}”${hidden} from ${from}; ${form}${files}`;
  return [
    ...wrapped(head, `${INDENT}  `),
    ...text.flatMap((line) => wrapped(`${INDENT}  | ${line}`, `${INDENT}  |   `)),
  ];
}

export function nameOf(address: string): string {
  return CAST.find((one) => one.address === (address as EmailAddress))?.name ?? address;
}

function inOrder(addresses: readonly string[]): readonly string[] {
  return addresses.map(nameOf).toSorted((a, b) => place(a) - place(b));
}

function place(name = ""): number {
  const found = CAST.findIndex((one) => one.name === name);
  return found < 0 ? CAST.length : found;
}

function wrapped(line: string, indent: string): readonly string[] {
  if (line.length <= WIDTH) return [line];
  const end = line.lastIndexOf(" ", WIDTH);
  if (end <= indent.length) return [line];
  return [line.slice(0, end), ...wrapped(`${indent}${line.slice(end + 1)}`, indent)];
}
