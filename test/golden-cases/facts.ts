/** What came of a message, as named facts that can be compared: one text each. */
import assert from "node:assert/strict";
import { latin1, view } from "#base";
import { type Entity, parseMessage } from "#mime";

/** By name. A fact that is absent holds nothing. */
export type Facts = Map<string, string>;

/** One transaction that left, whoever sent it. */
export interface Sent {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly message: Entity;
}

export function parsed(message: string | Buffer): Entity {
  const octets = typeof message === "string" ? latin1(crlf(message)) : view(message);
  const read = parseMessage(octets);
  assert.ok(read.ok, "a message that is none");
  return read.value;
}

/** Recorded messages end their lines as Unix does. */
export function crlf(text: string): string {
  return text.replaceAll(/\r?\n/g, "\r\n");
}

/** Facts of a copy have the names of header fields; these are its others. */
export const FIRST_OF_COPY = "recipients";
const OF_COPY: readonly string[] = ["transactions", "envelope sender", "body"];

export function isOfCopy(name: string): boolean {
  return OF_COPY.includes(name) || name.startsWith("field ");
}

export interface FactDifference {
  readonly fact: string;
  /** null: the fact is absent. */
  readonly mailman: string | null;
  readonly conclave: string | null;
}

/** Where only one of both sent a message on, what stands in it tells nothing more. */
export function compareFacts(mailman: Facts, conclave: Facts): readonly FactDifference[] {
  const onlyOne = mailman.has(FIRST_OF_COPY) !== conclave.has(FIRST_OF_COPY);
  const names = [...new Set([...mailman.keys(), ...conclave.keys()])];
  return names
    .filter((name) => !(onlyOne && isOfCopy(name)))
    .map((fact) => ({ fact, mailman: mailman.get(fact) ?? null, conclave: conclave.get(fact) ?? null }))
    .filter((one) => one.mailman !== one.conclave);
}
