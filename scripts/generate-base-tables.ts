/** Reference pages of the tables in src/base: error codes, reasons and limits. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_CODES, LIMITS, WHY_CODES } from "#base";
import { whyText } from "#i18n";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";
import { ROOT } from "./support/run-program.ts";

export function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { exit, smtp, retry, means }]) => [
    `\`${code}\``,
    String(exit),
    `\`${smtp}\``,
    retry ? "yes" : "no",
    means,
  ]);
  return markdownPage("Error codes", [
    "Each failure that people or programs see has one of these codes. They are stable. `conclave` exits with the",
    "exit status (those of sysexits.h); an SMTP or LMTP client gets the reply, if the failure meets one.",
    "",
    ...pipeTable(["code", "exit status", "SMTP reply", "may work later", "what it means"], rows),
  ]);
}

export function whyCodesPage(): string {
  const rows = WHY_CODES.map((code) => [`\`${code}\``, whyText(code, "en")]);
  return markdownPage("Findings about mail, signatures and keys", [
    "Why something did not open, verify or count. The codes are stable: logs, `--json` and the tests use them.",
    "",
    ...pipeTable(["code", "in words"], rows),
  ]);
}

export function limitsPage(): string {
  const source = readFileSync(join(ROOT, "src/base/limits.ts"), "utf8");
  const rows = Object.entries(LIMITS).map(([name, value]) => [
    `\`${name}\``,
    value.toLocaleString("en"),
    commentAbove(source, name),
  ]);
  return markdownPage("Limits", [
    "Bounds on everything that comes from outside (`src/base/limits.ts`). Settings lower some of them; nothing",
    "raises them. A line without a text of its own is explained by the line above it.",
    "",
    ...pipeTable(["name", "limit", "what it bounds"], rows),
  ]);
}

/** The doc comment that stands directly above a property. */
function commentAbove(source: string, name: string): string {
  const match = new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/\s+${name}:`).exec(source);
  return (match?.[1] ?? "").replace(/\s*\n\s*\*\s*/g, " ").trim();
}
