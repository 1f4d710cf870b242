/**
 * Sympa's authorization scenarios: parse, evaluate, explain, lint. Pure: members, files, time and messages come in through
 * `ScenarioWorld` and `ScenarioRequest`, and nothing here reads a disk, a clock or a database.
 */
export { actionParts, type ActionParts } from "./parse/action.ts";
export { type CheckedCase, checkCase, readCase } from "./cases/check-case.ts";
export {
  compileScenario,
  type CompiledScenario,
  DEFAULT_BLOCKLIST_FUNCTIONS,
} from "./evaluate/compile-scenario.ts";
export { type Decided, evaluateScenario } from "./evaluate/evaluate-scenario.ts";
export { explanationLines } from "./explain-decision.ts";
export { findFunction, SCENARIO_FUNCTIONS } from "./functions.ts";
export { fitsFolderText, readFolderText, withFile, writeFolderText } from "./folder-text.ts";
export { lintAbsence } from "./lint/asks-for-absence.ts";
export { type Finding, lintScenario } from "./lint/lint-scenario.ts";
export { parseScenario } from "./parse/parse-scenario.ts";
export { layeredFiles, type ScenarioFiles, type ScenarioFolder, scenarioNames } from "./scenario-files.ts";
export { scenarioMessage, type ScenarioMessage } from "./scenario-message.ts";
export { titleOf } from "./parse/title.ts";
export type { Attributes, Role, ScenarioRequest, ScenarioWorld } from "./evaluate/world.ts";
export { OWN_SCENARIOS } from "./own-scenarios.ts";
export { compileOwnersPattern } from "./pattern/owners-pattern.ts";
export { anyOf } from "./pattern/any-of.ts";
export { matchesWithin } from "./pattern/matches-within.ts";
export { PERL_DIFFERENCES } from "./pattern/translate-perl.ts";
