/**
 * The decision of a scenario about a request: the first rule that is for the request's method and whose condition holds.
 * Everything that goes wrong refuses. Each step is kept, so that the decision can be explained.
 */
import { LIMITS } from "#base";
import { isKnownAction } from "../parse/action.ts";
import { type Asked, askCondition } from "./ask-condition.ts";
import { appliesTo, type CompiledRule, type CompiledScenario } from "./compile-scenario.ts";
import { isUnsaid } from "./is-unsaid.ts";
import { ConditionError, needsList, type Situation, type Value } from "../parse/read-operand.ts";
import type { ScenarioRequest, ScenarioWorld } from "./world.ts";

/** One rule that was looked at. */
export interface Step {
  readonly rule: CompiledRule;
  /** `other method`: it was passed over without being asked. unsaid: it holds, for nobody signed what it asks for. */
  readonly outcome: "other method" | "no" | "yes" | "unsaid" | "error";
  /** What the arguments stood for. */
  readonly values: readonly Value[];
  /** What went wrong; "" otherwise. */
  readonly detail: string;
}

export interface Decided {
  readonly action: string;
  readonly reason?: string;
  readonly tt2?: string;
  /** The rule that decided; null if none did. */
  readonly rule: CompiledRule | null;
  readonly steps: readonly Step[];
  /** Of rules that hold because nobody signed what they ask for: where one of them is stricter, it counts. */
  readonly unsaid?: readonly Omit<Decided, "unsaid">[];
  /** Why no rule decided, in words; "" otherwise. */
  readonly detail: string;
}

export interface EvaluateOptions {
  /** Gives actions that are none as they are, instead of refusing; as Sympa's debug mode does. */
  readonly passUnknownActions?: boolean;
}

/** Reasons that no file gives. */
export type OwnReason =
  | "list-no-open"
  | "unknown-auth-method"
  | "not-compiled"
  | "no-rule-match"
  | "error-performing-condition"
  | "unknown-action";

const METHOD = /^(?:smtp|md5|pgp|smime|dkim)/;
const NEEDS_OPEN_LIST: readonly string[] = ["send", "visibility"];

export async function evaluateScenario(
  scenario: CompiledScenario,
  given: ScenarioRequest,
  world: ScenarioWorld,
  options: EvaluateOptions = {},
): Promise<Decided> {
  const request = withDefaults(given);
  const early = refusedBefore(scenario, request, world);
  if (early !== null) return early;
  const { steps, matched } = await walk(scenario.rules, {
    request,
    world,
    budget: { chars: LIMITS.scenarioMatchChars, work: LIMITS.scenarioMatchWork },
  });
  const rules = steps.flatMap(({ rule, outcome }) => (outcome === "unsaid" ? [rule] : []));
  const unsaid = rules.length === 0 ? {} : { unsaid: rules.map((rule) => by(rule, steps, options)) };
  return { ...(matched === null ? unmatched(steps) : by(matched, steps, options)), ...unsaid };
}

function by(rule: CompiledRule, steps: readonly Step[], options: EvaluateOptions): Decided {
  const action = rule.action ?? { action: "" };
  if (options.passUnknownActions !== true && !isKnownAction(action.action))
    return refuse("unknown-action", { steps, rule, detail: `"${action.action}" is no action.` });
  return { ...action, rule, steps, detail: "" };
}

/** QUIRK: `dkim` has meant `smtp` since Sympa 6.2.71; "0" is nobody in Perl. */
function withDefaults(request: ScenarioRequest): ScenarioRequest {
  const isEmpty = (text: string): boolean => text === "" || text === "0";
  const sender = isEmpty(request.sender) ? "nobody" : request.sender;
  const email = isEmpty(request.email) ? sender : request.email;
  return { ...request, sender, email, method: request.method === "dkim" ? "smtp" : request.method };
}

function refusedBefore(
  { fault, rules }: CompiledScenario,
  { function: name, method }: ScenarioRequest,
  { list }: ScenarioWorld,
): Decided | null {
  if (list !== null && !list.open && NEEDS_OPEN_LIST.includes(name))
    return refuse("list-no-open", { detail: "The list is not open." });
  if (!METHOD.test(method)) return refuse("unknown-auth-method", { detail: `"${method}" is no method.` });
  if (fault !== null) return refuse("not-compiled", { detail: fault.text });
  if (list === null && rules.some(({ condition }) => condition.operands.some(needsList)))
    return refuse("error-performing-condition", { detail: "A rule asks about a list, and there is none." });
  return null;
}

async function walk(
  rules: readonly CompiledRule[],
  situation: Situation,
): Promise<{ steps: readonly Step[]; matched: CompiledRule | null }> {
  const steps: Step[] = [];
  for (const rule of rules) {
    const step = await look(rule, situation);
    steps.push(step);
    if (step.outcome === "yes") return { steps, matched: rule };
    if (step.outcome === "error") break;
  }
  return { steps, matched: null };
}

async function look(rule: CompiledRule, situation: Situation): Promise<Step> {
  if (!appliesTo(rule, situation.request.method))
    return { rule, outcome: "other method", values: [], detail: "" };
  try {
    const { holds, values }: Asked = await askCondition(rule.condition, situation);
    const isYes = holds && !isUnsaid(rule.condition.operands, situation.request.message);
    return { rule, outcome: isYes ? "yes" : holds ? "unsaid" : "no", values, detail: "" };
  } catch (thrown) {
    if (!(thrown instanceof ConditionError)) throw thrown;
    return { rule, outcome: "error", values: [], detail: thrown.message };
  }
}

function unmatched(steps: readonly Step[]): Decided {
  const last = steps.at(-1);
  if (last?.outcome === "error") return refuse("error-performing-condition", { steps, detail: last.detail });
  return refuse("no-rule-match", { steps, detail: "No rule is for this request." });
}

function refuse(reason: OwnReason, facts: Pick<Decided, "detail"> & Partial<Decided>): Decided {
  return { rule: null, steps: [], ...facts, action: "reject", reason };
}
