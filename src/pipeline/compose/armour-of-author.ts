/**
 * ASCII armour in a text (RFC 9580 §6, §7): signatures and keys name their maker, and so may the header lines of
 * armour. Quoted armour is somebody else's.
 */

const MARK = /^-----(BEGIN|END) PGP ([A-Z ,/0-9]+)-----[ \t]*\r?$/;
const ARMOUR_FIELD = /^[A-Za-z][A-Za-z-]*: /;

type Place = "text" | "fields" | "signed fields" | "signed text" | "left out";

/** The text without signatures and keys, what was signed in clear as plain text, and no header lines in armour. */
export function withoutArmourOfAuthor(text: string): string {
  if (!text.includes("-----BEGIN PGP ")) return text;
  const kept: string[] = [];
  let place: Place = "text";
  for (const line of text.split("\n")) {
    const mark = MARK.exec(line);
    const next: Place = mark === null ? place : placeAfter(mark[1] ?? "", mark[2] ?? "");
    const shown = mark === null ? shownIn(place, line) : shownMark(mark[2] ?? "", line);
    if (shown !== null) kept.push(shown);
    place = mark === null ? placeBehind(place, line) : next;
  }
  return kept.join("\n");
}

const WITHOUT_AUTHOR = /^MESSAGE(?:, PART [0-9/]+)?$/;

function placeAfter(verb: string, what: string): Place {
  if (verb === "END") return "text";
  if (what === "SIGNED MESSAGE") return "signed fields";
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
      return line.startsWith("- ") ? line.slice(2) : line;
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
