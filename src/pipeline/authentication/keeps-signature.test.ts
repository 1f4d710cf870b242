import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8 } from "#base";
import { listSettings, type ListSettingChanges } from "#config";
import { AS_WRITTEN, type Authentication, type OutgoingFacts } from "../outgoing-facts.ts";
import { arcOf, authenticationFields } from "./authentication-fields.ts";
import { keepsSignature } from "./keeps-signature.ts";
import { resultText } from "./result-text.ts";

const FOUND_OF_IT: Authentication = {
  authservId: "lists.example.org",
  results: ["dkim=pass header.d=example.net"],
  chain: "pass",
  nextInstance: 2,
};
const FOUND: OutgoingFacts = { ...AS_WRITTEN, authentication: FOUND_OF_IT };

const facts = (settings: ListSettingChanges, outgoing: Partial<OutgoingFacts> = {}) => ({
  list: { settings: listSettings(settings) },
  outgoing: { ...FOUND, ...outgoing },
});

test("which signatures of others stay, by setting and by whose name is in From", () => {
  const kept = (settings: ListSettingChanges, outgoing: Partial<OutgoingFacts> = {}) =>
    ["DKIM-Signature", "ARC-Seal", "Authentication-Results", "Subject"].filter((name) =>
      keepsSignature(name, facts(settings, outgoing)),
    );
  const both = ["DKIM-Signature", "ARC-Seal"];
  assert.deepEqual(kept({}), both);
  assert.deepEqual(kept({ remove_dkim_headers: "munged" }), both);
  assert.deepEqual(
    kept({ remove_dkim_headers: "munged", arc_sign: "no" }, { from: "munge", authentication: null }),
    [],
  );
  const sealed = { ...FOUND, from: "munge" } as const;
  assert.deepEqual(
    kept({ remove_dkim_headers: "always", arc_sign: "yes" }, sealed),
    ["ARC-Seal"],
    "its chain goes on",
  );
  assert.deepEqual(kept({ anonymous_list: "yes", arc_sign: "yes" }), []);
  assert.deepEqual(kept({ arc_sign: "yes" }, { from: "wrap" }), []);
});

test("what is said on copies, and never on an anonymous list", () => {
  const yes = { authentication_results: "yes", arc_sign: "yes" } as const;
  assert.deepEqual(authenticationFields(facts(yes)), [
    ["Authentication-Results", "lists.example.org; dkim=pass header.d=example.net"],
  ]);
  assert.deepEqual(JSON.parse(fromUtf8(arcOf(facts(yes)) ?? new Uint8Array())), {
    instance: 2,
    chain: "pass",
    results: "lists.example.org; dkim=pass header.d=example.net; arc=pass",
  });
  assert.deepEqual(authenticationFields(facts({ ...yes, anonymous_list: "yes" })), []);
  assert.equal(arcOf(facts({ ...yes, anonymous_list: "yes" })), null);
  assert.deepEqual(authenticationFields(facts({})), []);
  const nothing = { ...FOUND_OF_IT, results: [], chain: null };
  assert.equal(
    authenticationFields(facts(yes, { authentication: nothing }))[0]?.[1],
    "lists.example.org; none",
  );
});

test("a post that is enclosed begins a chain outside; one that takes no more is closed for others alone", () => {
  const sealed = (outgoing: Partial<OutgoingFacts>, found: Partial<Authentication> = {}) => {
    const authentication = { ...FOUND_OF_IT, ...found };
    const arc = arcOf(facts({ arc_sign: "yes" }, { ...outgoing, authentication }));
    return arc === null
      ? null
      : (JSON.parse(fromUtf8(arc)) as { instance: number; chain: string; results: string });
  };
  const outside = { instance: 1, chain: "none" };
  const results = "lists.example.org; dkim=pass header.d=example.net; arc=pass";
  assert.deepEqual(sealed({ from: "wrap" }), { ...outside, results });
  assert.equal(sealed({ from: "munge" })?.instance, 2);
  assert.equal(sealed({ from: "munge" }, { nextInstance: null }), null);
  assert.deepEqual(sealed({ from: "wrap" }, { chain: "fail", nextInstance: null }), {
    ...outside,
    results: results.replace("arc=pass", "arc=fail"),
  });
  assert.equal(sealed({ from: "wrap" }, { chain: null }), null, "nobody answered, or the list seals nothing");
});

test("words of others stay what they are: one value each, or none", () => {
  const said = (value: string) =>
    resultText({ method: "dkim", result: "pass", properties: [["header.d", value]] });
  assert.equal(said("example.net"), "dkim=pass header.d=example.net");
  assert.equal(said("a b/c="), 'dkim=pass header.d="a b/c="');
  for (const value of ['x"; dmarc=pass', "x; dmarc=pass", "x\r\nSubject: y", "\u00e4", "", "\\"])
    assert.equal(said(value), "dkim=pass", value);
  assert.equal(resultText({ method: "dkim=pass x", result: "pass", properties: [] }), "");
});
