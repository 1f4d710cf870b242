/** What Mailman leaves of a post whose files it put into its web archive, turned into what stands there here. */
import type { GoldenCase } from "./golden-case.ts";

const BETWEEN = "-------------- next part --------------\n";
const TEXT = /^text\/plain (".*")$/;
const FILE =
  /^A non-text attachment was scrubbed\.\.\.\nName: (.*)\nType: (.*)\nSize: (\d+) bytes\nDesc: .*\nURL: .*\n?/;
const MESSAGE =
  /^An embedded message was scrubbed\.\.\.\nFrom: .*\nSubject: (.*)\nDate: .*\nSize: (\d+)\nURL: .*\n?/;
const UNLABELLED = /^An embedded and charset-unspecified text was scrubbed\.\.\.\nName: (.*)\nURL: .*\n?/;
const HTML = /^An HTML attachment was scrubbed\.\.\.\nURL: .*\n?/;
const UNNAMED = "not available";
const FOOTER = /(?:^|\n)(?=_{47}\n)/;

/** @param body the fact, as `text/plain "…"` */
export function scrubbedBody(body: string, { list_options }: GoldenCase): string {
  const [, quoted = '""'] = TEXT.exec(body) ?? [];
  const text = JSON.parse(quoted) as string;
  const [main = "", footer = ""] = splitOnce(text, FOOTER);
  const texts: string[] = [];
  const notes: string[] = [];
  for (const part of main.split(BETWEEN)) {
    const note = noteOf(part);
    if (note === null) texts.push(part.trim());
    else if (note !== "") notes.push(note);
  }
  const number = Number(list_options["post_id"] ?? 1);
  const get = `[For the whole post write GET gold ${number} to gold-request@lists.test]`;
  const both = [
    texts.filter((one) => one !== "").join("\n\n"),
    notes.length > 0 ? [...notes, get].join("\n") : "",
  ];
  const content = both.filter((one) => one !== "").join("\n\n");
  return `text/plain ${JSON.stringify(footer === "" ? content : `${content}\n${footer}`)}`;
}

function splitOnce(text: string, at: RegExp): readonly string[] {
  const found = at.exec(text);
  return found === null ? [text] : [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}

/** null: it is a text. "": of alternatives the other one. */
function noteOf(part: string): string | null {
  const [, name = "", type = "", size = ""] = FILE.exec(part) ?? [];
  if (type !== "") return leftOut(name, type, Number(size));
  const [, subject, octets] = MESSAGE.exec(part) ?? [];
  if (subject !== undefined) return leftOut(subject, "message/rfc822", Number(octets));
  const [, unlabelled] = UNLABELLED.exec(part) ?? [];
  if (unlabelled !== undefined) return leftOut(unlabelled, "text/plain", 1);
  return HTML.test(part) ? "" : null;
}

function leftOut(name: string, type: string, octets: number): string {
  return `[Left out: ${name === UNNAMED ? "-" : name}, ${type}, ${Math.ceil(octets / 1024)} kB]`;
}
