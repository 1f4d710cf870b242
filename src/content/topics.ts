/** `topics`: what a post is about, by the list's expressions. */
import { LIMITS } from "#base";
import { topicLines } from "#config";
import { decodeText, decodeWords, type Entity } from "#mime";
import { matchesWithin } from "#scenario";

/** Topics of a list and their expressions, in the order of the setting. */
type Topics = ReadonlyMap<string, readonly string[]>;

function readTopics(setting: string): Topics {
  const groups = Map.groupBy(topicLines(setting), ({ name }) => name);
  return new Map([...groups].map(([name, found]) => [name, found.map(({ expression }) => expression)]));
}

export interface TopicSource {
  /** Subject and Keywords, as they came. */
  readonly fields: readonly string[];
  /** null: only the fields are looked at. */
  readonly content: Entity | null;
}

/**
 * null: it would cost too much to find out (S10).
 *
 * @param bodyLines of the text that may say Subject or Keywords, too; negative: all of them
 */
export function topicsOf(
  setting: string,
  { fields, content }: TopicSource,
  bodyLines: number,
): readonly string[] | null {
  const inBody = content === null || bodyLines === 0 ? [] : fieldsInText(textOf(content), bodyLines);
  const texts = [...fields, ...inBody].map((text) => decodeWords(text).slice(0, LIMITS.scenarioBodyChars));
  const fits = matchesWithin(LIMITS.scenarioMatchWork);
  const found: string[] = [];
  for (const [name, expressions] of readTopics(setting)) {
    const isAbout = oneFits(expressions, texts, fits);
    if (isAbout === null) return null;
    if (isAbout) found.push(name);
  }
  return found;
}

function oneFits(
  expressions: readonly string[],
  texts: readonly string[],
  fits: ReturnType<typeof matchesWithin>,
): boolean | null {
  for (const text of texts)
    for (const expression of expressions) {
      const found = fits(expression, text);
      if (found !== false) return found;
    }
  return false;
}

/** Of a plain text, or of the one among alternatives. */
function textOf(content: Entity): string {
  const { essence } = content.contentType;
  const found =
    essence === "multipart/alternative"
      ? content.children.find(({ contentType }) => contentType.essence === "text/plain")
      : content;
  return found?.contentType.essence === "text/plain" ? decodeText(found) : "";
}

/** As in Mailman the text may begin like a header; empty lines do not count, and the first other line ends it. */
function fieldsInText(text: string, bodyLines: number): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/, LINES_READ).filter((line) => line.trim() !== "");
  const values: string[] = [];
  let isWanted = false;
  for (const line of bodyLines < 0 ? lines : lines.slice(0, bodyLines)) {
    const [, name, value = ""] = /^([^\s:][^:]*):(.*)$/.exec(line) ?? [];
    if (/^[ \t]/.test(line) && isWanted) values.push(`${values.pop() ?? ""} ${line.trim()}`);
    else if (name === undefined) break;
    else {
      isWanted = /^(?:subject|keywords)$/i.test(name);
      if (isWanted) values.push(value.trim());
    }
  }
  return values;
}

const LINES_READ = 10_000;
