/** docs/reference/clients.md, from what the runs of test/interop wrote to test/golden/clients. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLIENT_RECORDS, type DatedClientRecord } from "../test/support/programs/client-record.ts";

const INTRO = `# Programs that members read mail in

Each program was driven without a screen against a real server. Alice writes to a list with keys, her mail sealed,
signed and with an attachment. The program gets the copy, opens it with its own key, shows it, and answers. **Answer: yes**
means that the answer came back sealed to the list and signed, that the list found it authentic, and that the other
members got it in the same thread.

**In the text**: outside a copy the list speaks in its own name, and the Subject is a number. The list therefore writes who
posted, and the real Subject, into the first lines of the sealed text too, where every program shows it; **as Subject**
means that the program puts the real one into its place. **Good**, or **hidden**, **with** something: that was
done or set first, and without it the program does not do so.

To run them again: \`UPDATE_GOLDEN=1 npm test -- interop\`, then \`npm run generate\`.
Evolution needs a display, if only a virtual one: \`CONCLAVE_PEERS=evolution UPDATE_GOLDEN=1 npm test -- evolution\`.
`;

const NOT_DRIVEN = `## Not driven

Outlook, Apple Mail, K-9 Mail and Thunderbird for Android, FairEmail, Proton Mail, and every web mail have no form that
runs here without a screen. KMail, which Debian has, was not driven: it has windows only, and keeps its mail in
Akonadi, which needs a desktop's D-Bus and a database. So no run says what any of these shows of a copy. What is known of
the messages that they write is in the tests that read such messages.
`;

const HEADINGS = [
  "program",
  "version",
  "scheme",
  "opens",
  "Subject",
  "poster",
  "attachment",
  "list's signature",
  "answer",
  "Subject of the answer",
  "run on",
];

export function clientsPage(): string {
  const records = globSync("*.json", { cwd: CLIENT_RECORDS }).toSorted().map(readRecord);
  const rows = [HEADINGS, HEADINGS.map(() => "---"), ...records.map(cells)];
  const table = rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
  return [INTRO, table, "", ...records.flatMap(notes), NOT_DRIVEN].join("\n");
}

function readRecord(name: string): DatedClientRecord {
  return JSON.parse(readFileSync(join(CLIENT_RECORDS, name), "utf8")) as DatedClientRecord;
}

function cells(record: DatedClientRecord): readonly string[] {
  const { program, version, opens, subject, poster, attachment, signature, answer } = record;
  const good = signature ? withStep("good", record.onlyWith?.signature) : "not shown as good";
  return [
    program,
    version,
    schemeOf(record),
    yes(opens),
    subject,
    poster,
    yes(attachment),
    good,
    yes(answer),
    answerSubject(record),
    record.date,
  ];
}

function answerSubject({ answerHidesSubject, onlyWith }: DatedClientRecord): string {
  if (answerHidesSubject === null) return "";
  return answerHidesSubject ? withStep("hidden", onlyWith?.hiddenSubject) : "readable on the way";
}

function withStep(found: string, step: string | undefined): string {
  return step === undefined ? found : `${found} with ${step}`;
}

function notes(record: DatedClientRecord): readonly string[] {
  const lines = [`Driven by: ${record.driven}.`, ...record.notes].map((note) => `- ${note}`);
  return [`## ${record.program}, ${schemeOf(record)}`, "", ...lines, ""];
}

function schemeOf({ scheme }: DatedClientRecord): string {
  return scheme === "openpgp" ? "OpenPGP" : "S/MIME";
}

function yes(found: boolean | null): string {
  if (found === null) return "writes none";
  return found ? "yes" : "no";
}
