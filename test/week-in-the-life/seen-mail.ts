/** A mail as its reader's program shows it: opened with their key, its signature checked. */
import { type Bytes, type Scheme, view } from "#base";
import { decodeText, decodeWords, type Entity, parseMessage } from "#mime";
import { type Opened, openPost } from "#protect";
import { type Correspondent, openRequest } from "../support/programs/correspondents.ts";

export interface SeenMail {
  readonly to: string;
  /** The name in From. */
  readonly from: string;
  readonly subject: string;
  /** The Subject that anybody on the way reads, if it is another one. */
  readonly outside: string | null;
  /** Its Date; what came first stands first. */
  readonly date: number;
  /** In clear, signed, sealed. */
  readonly form: string;
  /** Its beginning. */
  readonly text: readonly string[];
  /** Types of what is attached. */
  readonly attached: readonly string[];
}

export interface Eyes {
  readonly at: Date;
  /** The reader's keys. */
  readonly own: readonly Correspondent[];
  /** Whose signatures they know: the list's. */
  readonly lists: readonly Correspondent[];
}

const LINES = 7;

export async function seenMail(to: string, message: Bytes, { at, own, lists }: Eyes): Promise<SeenMail> {
  const outer = parsed(message);
  const opened = await openPost({ ...openRequest(message, own, lists), at });
  const seen = opened.ok ? opened.value : null;
  const subject = fieldOf(seen, outer, "Subject");
  const outside = decodeWords(outer.header.first("Subject")?.value ?? "");
  return {
    to,
    from: nameIn(fieldOf(seen, outer, "From")),
    subject: steady(subject),
    outside: outside === subject ? null : steady(outside),
    date: Date.parse(fieldOf(seen, outer, "Date")),
    form: seen === null ? "sealed, and cannot be opened" : formOf(seen),
    text: seen === null ? [] : beginning(seen).map((line) => withoutReader(line, to)),
    attached: seen === null ? [] : [...attachments(parsed(seen.content))],
  };
}

const SCHEMES: Readonly<Record<Scheme, string>> = { openpgp: "OpenPGP", smime: "S/MIME" };

function formOf({ wasEncrypted, signatures }: Opened): string {
  const signed = signatures.some(({ verdict }) => verdict === "valid") ? "signed by the list" : "";
  const bad = signatures.length > 0 && signed === "" ? "signed by somebody else" : "";
  const how = wasEncrypted === null ? "in clear" : `sealed (${SCHEMES[wasEncrypted]})`;
  return [how, signed || bad].filter((word) => word !== "").join(" and ");
}

function fieldOf(seen: Opened | null, outer: Entity, name: string): string {
  const inside = seen?.headers.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value;
  return decodeWords(inside ?? outer.header.first(name)?.value ?? "");
}

/** The name before an address. */
function nameIn(from: string): string {
  return /^"?(.*?)"? *<.*>$/s.exec(from)?.[1] || from;
}

function beginning({ content }: Opened): readonly string[] {
  const lines = [...texts(parsed(content))]
    .flatMap((text) => text.split(/\r?\n/))
    .map(steady)
    .filter((line) => line.trim() !== "");
  const contents = lines.indexOf("In this digest");
  if (contents > 0) return ["…", ...lines.slice(contents)];
  return lines.length > LINES ? [...lines.slice(0, LINES), "…"] : lines;
}

function* texts(entity: Entity): Generator<string> {
  for (const child of entity.children) yield* texts(child);
  if (entity.contentType.essence === "text/plain") yield decodeText(entity);
}

function* attachments(entity: Entity): Generator<string> {
  for (const child of entity.children) yield* attachments(child);
  const { essence } = entity.contentType;
  if (entity.children.length === 0 && essence !== "text/plain") yield essence;
}

/** What reads the same for all of them is to stand once; who wrote a post stays. */
function withoutReader(line: string, to: string): string {
  return /^(?:From|Signature): /.test(line) ? line : line.replaceAll(to, "(their address)");
}

/** Without what chance put there. */
function steady(text: string): string {
  return text
    .replaceAll(/(-confirm\+)[0-9a-z]+@/g, "$1…@")
    .replaceAll(/\b[0-9a-f]{20,}\b/g, "…")
    .replaceAll(/\b[0-9A-F]{4}(?: [0-9A-F]{4}){3,}\b/g, "…")
    .replaceAll(/\b[0-9A-F]{40,}\b/g, "…");
}

function parsed(message: Bytes): Entity {
  const found = parseMessage(message);
  if (!found.ok) throw new Error(`not a message: ${view(message).toString().slice(0, 200)}`);
  return found.value;
}
