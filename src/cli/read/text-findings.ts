/** Wordings of the operator's own with a mistake are not used, and nobody would know why. */
import type { OwnTextsRead } from "#i18n";
import type { Finding } from "#operations";

export function textFindings({ faults }: OwnTextsRead): readonly Finding[] {
  const todo = "correct the file: until then we say it as we do";
  return faults.map(({ path, line, text }) => ({
    level: "warn",
    about: "texts",
    text: `${path}:${line}: ${text}`,
    todo,
  }));
}
