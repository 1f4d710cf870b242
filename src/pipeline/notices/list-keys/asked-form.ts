/** In which form somebody wants a list's keys: a word in the Subject, or a line of its own in the text. */
import { KEY_FORMS, type KeyForm } from "#operations";
import { decodeText, decodeWords, type Entity } from "#mime";

const LINES = 20;

/** What people call them by the names of files. */
const OTHER_NAMES: Readonly<Record<string, KeyForm>> = {
  crt: "pem",
  cer: "der",
  p7: "pkcs7",
  p7b: "pkcs7",
  p7c: "pkcs7",
  "pkcs#7": "pkcs7",
  armor: "openpgp",
  armour: "openpgp",
  pgp: "openpgp",
  gpg: "openpgp",
  asc: "openpgp",
};

/** null: they did not say. */
export function askedForm(message: Entity): KeyForm | null {
  const [subject] = message.header.all("subject");
  const words = decodeWords(subject?.value ?? "").split(/[\s:,]+/);
  const lines = textOf(message).split(/\r?\n/).slice(0, LINES);
  return [...words, ...lines].map(formNamed).find((form) => form !== null) ?? null;
}

function formNamed(text: string): KeyForm | null {
  const word = text.trim().toLowerCase();
  return KEY_FORMS.find((form) => form === word) ?? OTHER_NAMES[word] ?? null;
}

function textOf(entity: Entity): string {
  if (entity.contentType.essence === "text/plain") return decodeText(entity);
  return entity.children.map(textOf).find((text) => text !== "") ?? "";
}
