/**
 * Sympa's authorization scenarios: parse, evaluate, explain, lint. Pure: members, files, time and messages come in through
 * `ScenarioWorld` and `ScenarioRequest`, and nothing here reads a disk, a clock or a database.
 */
export { compileScenario, DEFAULT_BLOCKLIST_FUNCTIONS } from "./compile-scenario.ts";
export { type Decided, evaluateScenario, type Step } from "./evaluate-scenario.ts";
export { checkCase, readCase } from "./check-case.ts";
