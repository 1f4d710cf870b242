import { markdownTables } from "./markdown-tables.ts";
import { type SourceFile, sourceFiles } from "./source-files.ts";

export interface RfcRow {
  readonly number: number;
  readonly status: string;
  readonly title: string;
}

/** One citation; `section` is empty if only the document is named. */
export interface RfcReference {
  readonly number: number;
  readonly section: string;
  readonly path: string;
  readonly line: number;
}

const CITATION = /\bRFCs? ?-?(\d{3,5})(?: §\s?([\dA-Z][\w.]*\w|\d))?/g;
const INDEX = "docs/reference/standards-index.md";
const LIST = "docs/standards.md";

/** The rows of docs/standards.md. */
export function rfcRows(): readonly RfcRow[] {
  const text = sourceFiles(LIST)[0]?.text ?? "";
  return markdownTables(text)
    .filter(({ columns }) => columns[0] === "RFC")
    .flatMap(({ rows }) => rows)
    .map((row) => ({
      number: Number(/\d+/.exec(row["RFC"] ?? "")?.[0]),
      status: row["status"] ?? "",
      title: row["title"] ?? "",
    }));
}

/** Every RFC cited in one text. */
export function rfcReferencesIn({ path, text }: SourceFile): readonly RfcReference[] {
  return text.split("\n").flatMap((content, index) =>
    [...content.matchAll(CITATION)].map((match) => ({
      number: Number(match[1]),
      section: match[2] ?? "",
      path,
      line: index + 1,
    })),
  );
}

/** Every RFC cited in sources, tests and documents. */
export function rfcReferences(): readonly RfcReference[] {
  return sourceFiles("src/**/*.{ts,ftl}", "test/**/*.ts", "docs/**/*.md", "*.md")
    .filter(({ path }) => path !== INDEX && path !== LIST)
    .flatMap(rfcReferencesIn);
}
