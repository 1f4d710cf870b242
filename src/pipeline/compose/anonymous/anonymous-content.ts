/**
 * `anonymous_list`: the content of a post built anew without what tells who wrote it. Texts and files stay; the
 * shape that a mail program gave them, signatures, keys and visiting cards do not. An enclosed message is a file.
 */
import { type Bytes, latin1, type Random, toHex, view } from "#base";
import {
  composeMultipart,
  composePart,
  decodeBody,
  encodeBase64Lines,
  type Entity,
  type FieldList,
  fileNamesOf,
  formatParameter,
  parseMessage,
  unescaped,
} from "#mime";
import { withoutArmourInHtml, withoutArmourOfAuthor } from "./armour-of-author.ts";
import { withoutUnseenHtml } from "./html-of-author.ts";
import { knownEnding, knownParameters, knownType } from "./known-labels.ts";
import { isOfAuthor, isOpaque } from "./of-author.ts";

/** null: a part carries its author in a form that cannot be taken apart here. */
export function anonymousContent(content: Bytes, random: Random): Bytes | null {
  const parsed = parseMessage(content);
  if (!parsed.ok || namesForGood(parsed.value)) return null;
  const naming = new PartNames(random);
  naming.meet(parsed.value);
  return rebuilt(parsed.value, { random, naming }) ?? EMPTY_TEXT;
}

interface Rebuilding {
  readonly random: Random;
  readonly naming: PartNames;
}

const EMPTY_TEXT = latin1("Content-Type: text/plain\r\n\r\n");
function namesForGood(entity: Entity): boolean {
  return isOpaque(entity) || (isMultipart(entity) && entity.children.some(namesForGood));
}

/** null: nothing of it goes on. */
function rebuilt(entity: Entity, work: Rebuilding): Bytes | null {
  const { essence } = entity.contentType;
  if (isOfAuthor(entity)) return null;
  if (!isMultipart(entity)) return leaf(entity, work);
  if (essence === "multipart/signed") {
    const [signed] = entity.children;
    return signed === undefined ? null : rebuilt(signed, work);
  }
  const parts = entity.children.map((child) => rebuilt(child, work)).filter((part) => part !== null);
  if (parts.length === 0) return null;
  return composeMultipart({
    subtype: knownType(entity.contentType).replace("multipart/", ""),
    parameters: knownParameters(entity.contentType.parameters),
    fields: idFields(entity, work.naming),
    parts,
    random: work.random,
  });
}

function leaf(entity: Entity, { naming }: Rebuilding): Bytes {
  const changed = changedBody(entity, naming);
  const encoding: FieldList =
    changed === null ? encodingOf(entity) : [["Content-Transfer-Encoding", "base64"]];
  const body = changed === null ? entity.body : encodeBase64Lines(changed);
  const fields = [
    typeField(entity, naming),
    ...encoding,
    ...dispositionFields(entity, naming),
    ...idFields(entity, naming),
  ];
  return composePart({ fields, body });
}

/** Files from this size on are no armour; texts are always looked through. */
const LARGEST_ARMOUR = 256 * 1024;

/** The decoded body without armour that names its author and with the new ids of parts; null: as it came. */
function changedBody(entity: Entity, naming: PartNames): Bytes | null {
  if (entity.contentType.type !== "text" && entity.body.length > LARGEST_ARMOUR) return null;
  const text = view(decodeBody(entity)).toString("latin1");
  const isHtml = entity.contentType.essence === "text/html";
  const bare = isHtml
    ? naming.relink(withoutUnseenHtml(withoutArmourInHtml(text)))
    : withoutArmourOfAuthor(text);
  return bare === text ? null : latin1(bare);
}

const ENCODINGS = ["7bit", "8bit", "binary", "quoted-printable", "base64"];

function encodingOf({ transferEncoding }: Entity): FieldList {
  return ENCODINGS.includes(transferEncoding) ? [["Content-Transfer-Encoding", transferEncoding]] : [];
}

function typeField(entity: Entity, naming: PartNames): readonly [string, string] {
  const name: FieldList = isFile(entity) ? [["name", naming.fileName(entity)]] : [];
  const kept = knownParameters(entity.contentType.parameters);
  const parameters = [...kept, ...name].map((one) => formatParameter(...one));
  return ["Content-Type", [knownType(entity.contentType), ...parameters].join("; ")];
}

function dispositionFields(entity: Entity, naming: PartNames): FieldList {
  const field = entity.header.first("content-disposition");
  if (field === undefined) return [];
  const verb = /^\s*inline\b/i.test(field.value) ? "inline" : "attachment";
  const name = isFile(entity) ? [formatParameter("filename", naming.fileName(entity))] : [];
  return [["Content-Disposition", [verb, ...name].join("; ")]];
}

function idFields(entity: Entity, naming: PartNames): FieldList {
  const id = naming.idOf(entity);
  return id === null ? [] : [["Content-ID", `<${id}>`]];
}

function isMultipart({ contentType, children }: Entity): boolean {
  return contentType.type === "multipart" && children.length > 0;
}

function isFile(entity: Entity): boolean {
  return fileNamesOf(entity).length > 0;
}

/** New names for files and for parts that HTML refers to: programs put their computer's name into both. */
class PartNames {
  readonly #random: Random;
  readonly #ids = new Map<string, string>();
  readonly #files = new Map<Entity, string>();

  constructor(random: Random) {
    this.#random = random;
  }

  meet(entity: Entity): void {
    const id = contentId(entity);
    if (id !== "") this.#ids.set(id, `${toHex(this.#random.bytes(12))}@part`);
    if (isFile(entity)) this.#files.set(entity, `attachment-${this.#files.size + 1}${ending(entity)}`);
    if (isMultipart(entity)) for (const child of entity.children) this.meet(child);
  }

  idOf(entity: Entity): string | null {
    return this.#ids.get(contentId(entity)) ?? null;
  }

  fileName(entity: Entity): string {
    return this.#files.get(entity) ?? "attachment";
  }

  /** RFC 2392: `cid:` and the id, perhaps percent-encoded. */
  relink(html: string): string {
    return html.replaceAll(/\bcid:([^\s"'<>)]{1,998})/gi, (whole, id: string) => {
      const known = this.#ids.get(id) ?? this.#ids.get(unescaped(id));
      return known === undefined ? whole : `cid:${known}`;
    });
  }
}

function contentId({ header }: Entity): string {
  return /<([^<>]+)>/.exec(header.first("content-id")?.value ?? "")?.[1]?.trim() ?? "";
}

function ending(entity: Entity): string {
  return knownEnding(fileNamesOf(entity)[0] ?? "");
}
