/** What a trusted mail server wrote into Authentication-Results, as far as it may go on (S7). */
import type { CheckResult } from "#domains";
import type { Entity } from "#mime";
import { trustedResults } from "../facts/trusted-results.ts";

/** Others say who logged in, or from where. */
const METHODS: readonly string[] = ["dkim", "dmarc", "spf"];
const PROPERTIES: readonly string[] = ["header.d", "header.s", "header.b", "header.from", "smtp.mailfrom"];

/** @param authservIds of servers whose word counts; others may have been written by anybody */
export function doorResults(message: Entity, authservIds: readonly string[]): readonly CheckResult[] {
  return trustedResults(message, authservIds)
    .filter(({ method }) => METHODS.includes(method))
    .map(({ method, result, properties }) => ({
      method,
      result,
      properties: [...properties].filter(([name]) => PROPERTIES.includes(name)).map(onlyDomain),
    }));
}

/** Of an envelope sender its domain: that is what SPF is about. */
function onlyDomain([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, name === "smtp.mailfrom" ? value.slice(value.lastIndexOf("@") + 1) : value];
}
