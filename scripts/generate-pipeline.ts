/** Reference pages of what happens to a message: the steps, and the reasons of decisions. */
import { REFUSED_OTHERWISE, sayChosen } from "#i18n";
import { REASON_CODES, type ReasonCode } from "#base";
import { HANDLERS, PIPELINE } from "#pipeline";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";

/** Stand-ins for what the texts name when they are said about a message. */
const EXAMPLE = {
  why: "…",
  limit: "N",
  count: "N",
  hours: "N",
  days: "N",
  list: "LIST",
  owner: "LIST-owner@…",
  request: "LIST-request@…",
  sendkey: "LIST-sendkey@…",
  text: "…",
};

export function pipelinePage(): string {
  const doors = Object.keys(HANDLERS) as (keyof typeof HANDLERS)[];
  const steps = PIPELINE.map(({ name, doors: taken, summary }) => [
    name,
    ...doors.map((door) => (taken.includes(door) ? "x" : "")),
    summary,
  ]);
  const handlers = ["then", ...doors.map((door) => HANDLERS[door].name), ""];
  return markdownPage("The pipeline", [
    "The way of a message: rows are steps in their order, columns the kinds of address. A step lets the message go on,",
    "or decides. What no step decided is done as the last row says. `conclave pipeline` prints the same.",
    "",
    ...pipeTable(["step", ...doors, "what it does"], [...steps, handlers]),
  ]);
}

/** What sender rules say of a post that waits is not what they say of one that they refuse. */
function reasonRows(code: ReasonCode): string[][] {
  const refused = REFUSED_OTHERWISE.find((one) => one === code);
  if (refused === undefined) return [[`\`${code}\``, ...wordsOf(code)]];
  return [
    [`\`${code}\`, held`, ...wordsOf(code)],
    [`\`${code}\`, refused`, ...wordsOf(`${refused}-refused`)],
  ];
}

function wordsOf(name: ReasonCode | `${(typeof REFUSED_OTHERWISE)[number]}-refused`): string[] {
  return [sayChosen("en", `reason-${name}`, EXAMPLE), sayChosen("en", `do-${name}`, EXAMPLE)];
}

export function reasonsPage(): string {
  const rows = REASON_CODES.flatMap(reasonRows);
  return markdownPage("Reasons of decisions", [
    "Why a message was held, rejected or discarded, as `conclave held list` and the notices say it.",
    "",
    ...pipeTable(["code", "what the sender reads", "what to do"], rows),
  ]);
}
