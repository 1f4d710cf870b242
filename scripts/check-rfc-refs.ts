/** Every RFC that code, tests or documents cite is listed in docs/standards.md with a status and a title. */
import { rfcReferences, rfcRows } from "./support/rfc-references.ts";

const STATUSES = ["full", "partial", "read-only", "planned"];

export function checkRfcReferences(): readonly string[] {
  const rows = rfcRows();
  const listed = new Set(rows.map(({ number }) => number));
  const twice = rows.filter(({ number }, index) => rows.findIndex((row) => row.number === number) !== index);
  const unlisted = rfcReferences().filter(({ number }) => !listed.has(number));
  return [
    ...rows
      .filter(({ status }) => !STATUSES.includes(status))
      .map(({ number, status }) => `RFC ${number}: status "${status}" is not one of ${STATUSES.join(", ")}`),
    ...twice.map(({ number }) => `RFC ${number} is listed twice`),
    ...unlisted.map(({ number, path, line }) => `${path}:${line} cites RFC ${number}, which is not listed`),
  ];
}
