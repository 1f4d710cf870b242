/** The values of variables for one request. An absent value is undefined, which counts as "" where it is compared. */
import type { Operand, Source } from "./operand.ts";
import { NO_MESSAGE, type ScenarioMessage } from "../scenario-message.ts";
import type { Attributes, ScenarioList, ScenarioRequest, ScenarioWorld } from "../evaluate/world.ts";

export type Value = string | readonly string[] | undefined;

/** Something that Sympa dies of: the request is refused as `error-performing-condition`. */
export class ConditionError extends Error {}

export interface Situation {
  readonly request: ScenarioRequest;
  readonly world: ScenarioWorld;
  /** What expressions may still look through: characters, and characters times states of the expression (S10). */
  readonly budget: { chars: number; work: number };
}

export async function readOperand(operand: Operand, situation: Situation): Promise<Value> {
  const { request, world } = situation;
  const message = request.message ?? NO_MESSAGE;
  switch (operand.kind) {
    case "text":
      return operand.text;
    case "pattern":
      return operand.pattern.source;
    case "keyed":
      return operand.source === "conf"
        ? world.site(operand.key)
        : (await keyed(operand.source, situation))[operand.key];
    case "list":
      return listValue(listOf(world), operand.parameter);
    case "header":
      return headerValue(message, operand.field, operand.index);
    case "body":
      return message.body ?? undefined;
    case "part types":
      return message.partTypes;
    case "bcc":
      return isBcc(message, listOf(world)) ? "1" : "0";
    case "encrypted":
      return message.encrypted;
    case "now":
      return String(Math.floor(world.now));
    case "context":
      return contextValue(operand.name, situation);
  }
}

/** Whether it can only be asked about a list: then the whole scenario can. */
export function needsList(operand: Operand): boolean {
  return operand.kind === "list" || operand.kind === "bcc";
}

async function keyed(source: Exclude<Source, "conf">, { request, world }: Situation): Promise<Attributes> {
  switch (source) {
    case "custom_vars":
      return world.list?.customVars ?? {};
    case "family":
      return world.family;
    case "env":
      return world.env;
    case "user":
      return world.user(request.sender);
    case "user_attributes":
      return world.userAttributes(request.sender);
    case "subscriber":
      return world.subscriber(request.sender);
    case "msg":
      return request.message?.attributes ?? {};
  }
}

export function listOf(world: ScenarioWorld): ScenarioList {
  if (world.list === null) throw new ConditionError("It asks about a list, and the request is about none.");
  return world.list;
}

async function listValue(list: ScenarioList, parameter: string): Promise<string | undefined> {
  if (parameter === "name") return list.name;
  if (parameter === "address") return list.address;
  return parameter === "total" ? String(await list.total()) : list.parameter(parameter);
}

function headerValue(message: ScenarioMessage, field: string, index: number | null): Value {
  const values = message.header(field);
  if (index !== null) return values.at(index) ?? "";
  return values.length === 0 ? [""] : values;
}

/** QUIRK: the name anywhere in To or Cc will do, in that of another list too. */
function isBcc(message: ScenarioMessage, list: ScenarioList): boolean {
  const addressed = [...message.header("To"), ...message.header("Cc")].join(", ");
  return !addressed.toLowerCase().includes(list.name.toLowerCase());
}

function contextValue(name: string, { request, world }: Situation): string {
  switch (name) {
    case "sender":
      return request.sender;
    case "email":
      return request.email;
    case "domain":
      return world.domain;
    case "host":
      return world.list === null ? (request.context["host"] ?? "") : world.domain;
    case "execution_date":
      return String(Math.floor(world.now));
    default:
      return request.context[name] ?? (name === "remote_host" ? "unknown_host" : "");
  }
}
