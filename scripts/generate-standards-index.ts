import { rfcReferences, rfcRows } from "./support/rfc-references.ts";

/** The way back from a standard to the files that follow it. */
export function standardsIndex(): string {
  const references = rfcReferences().filter(
    ({ path }) => path.startsWith("src/") || path.startsWith("test/"),
  );
  const sections = rfcRows()
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, title }) => {
      const cited = references.filter((reference) => reference.number === number);
      const files = [...new Set(cited.map(({ path }) => path))];
      const lines = files.map((path) => {
        const parts = new Set(cited.filter((one) => one.path === path).map(({ section }) => section));
        return `- \`${path}\`${sectionList([...parts].filter((part) => part !== ""))}`;
      });
      return lines.length === 0 ? "" : `## RFC ${number}: ${title}\n\n${lines.join("\n")}\n`;
    });
  const intro =
    "Which file cites which section. The list of standards with their state is docs/standards.md.";
  return `# Standards, and where they are followed\n\n${intro}\n\n${sections.filter(Boolean).join("\n")}`;
}

function sectionList(sections: readonly string[]): string {
  if (sections.length === 0) return "";
  return ` (${sections
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((section) => `§${section}`)
    .join(", ")})`;
}
