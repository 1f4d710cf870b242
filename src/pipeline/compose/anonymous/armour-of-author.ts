/**
 * ASCII armour in a text (RFC 9580 §6, §7), and the like of it (RFC 7468): signatures, keys and certificates name their
 * maker, and so may the header lines of armour. Quoted armour is somebody else's; indented armour is the author's.
 */

const MARK = /^[ \t]*-----(BEGIN|END) ([A-Z ,/0-9]+)-----[ \t]*\r?$/;
const ARMOURED = /PGP|CERTIFICATE|KEY|PKCS|CMS|SIGNATURE/;
const ARMOUR_FIELD = /^[ \t]*[A-Za-z][A-Za-z-]*: /;

type Place = "text" | "fields" | "signed fields" | "signed text" | "left out";

/** The text without signatures and keys, what was signed in clear as plain text, and no header lines in armour. */
export function withoutArmourOfAuthor(text: string): string {
  if (!text.includes("-----BEGIN ")) return text;
  const kept: string[] = [];
  let place: Place = "text";
  for (const line of text.split("\n")) {
    const mark = markIn(line);
    const next: Place = mark === null ? place : placeAfter(mark[1] ?? "", mark[2] ?? "");
    const shown = mark === null ? shownIn(place, line) : shownMark(mark[2] ?? "", line);
    if (shown !== null) kept.push(shown);
    place = mark === null ? placeBehind(place, line) : next;
  }
  return kept.join("\n");
}

function markIn(line: string): RegExpExecArray | null {
  const mark = MARK.exec(line);
  return mark !== null && ARMOURED.test(mark[2] ?? "") ? mark : null;
}

const WITHOUT_AUTHOR = /^PGP MESSAGE(?:, PART [0-9/]+)?$/;

function placeAfter(verb: string, what: string): Place {
  if (verb === "END") return "text";
  if (what === "PGP SIGNED MESSAGE") return "signed fields";
  return WITHOUT_AUTHOR.test(what) ? "fields" : "left out";
}

function shownMark(what: string, line: string): string | null {
  return WITHOUT_AUTHOR.test(what) ? line : null;
}

function shownIn(place: Place, line: string): string | null {
  switch (place) {
    case "text":
      return line;
    case "signed text":
      return line.replace(/^([ \t]*)- /, "$1");
    case "fields":
      return ARMOUR_FIELD.test(line) ? null : line;
    case "signed fields":
    case "left out":
      return null;
  }
}

/** Header lines end with an empty one. */
function placeBehind(place: Place, line: string): Place {
  if (line.trim() !== "") return place;
  if (place === "fields") return "text";
  return place === "signed fields" ? "signed text" : place;
}

const BLOCK =
  /-----BEGIN (?![A-Z ]*MESSAGE)[A-Z 0-9]{0,40}(?:KEY|CERTIFICATE|PKCS|CMS|SIGNATURE)[A-Z 0-9]{0,40}-----[^]*?(?:-----END [A-Z 0-9]{1,80}-----|$)/g;
const FIELDS =
  /(-----BEGIN PGP (?:SIGNED )?MESSAGE-----)(?:(?:\s|<[^<>]{1,80}>|&nbsp;){0,20}[A-Z][A-Za-z]{1,20}: [^<\r\n]{0,500}){1,10}/g;

/** The same in HTML, where lines end as the program liked. Its own tags inside of a block go with it. */
export function withoutArmourInHtml(html: string): string {
  if (!html.includes("-----BEGIN ")) return html;
  return html
    .replaceAll(BLOCK, "")
    .replaceAll(FIELDS, "$1")
    .replaceAll(/-----(?:BEGIN|END) PGP SIGNED MESSAGE-----/g, "");
}
