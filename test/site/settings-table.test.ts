/**
 * All 2,916 combinations of the eight settings against every kind of post. What one setting does is in
 * golden tables, reviewed by hand; that they add up by "the strictest answer wins" is checked for all.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type Author, type Fingerprint, type MemberId, type Scheme } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import {
  admit,
  type Decision,
  type Demand,
  familiesFor,
  familyDemand,
  type MemberKeyState,
  planDelivery,
  strictest,
  UNREMARKABLE,
  usesKeys,
} from "#lists";
import { assertGolden } from "../support/golden.ts";
import { aRecipient, fingerprint } from "../support/stored.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const DEMANDS: readonly Demand[] = ["no", "yes", "force"];
const YES_NO = ["no", "yes"] as const;
const FAMILIES: readonly Scheme[] = ["openpgp", "smime"];

interface Kind {
  readonly sealed: Scheme | null;
  readonly signed: Scheme | null;
}

const KINDS: Readonly<Record<string, Kind>> = {
  plain: { sealed: null, signed: null },
  "signed pgp": { sealed: null, signed: "openpgp" },
  "signed smime": { sealed: null, signed: "smime" },
  "sealed pgp": { sealed: "openpgp", signed: null },
  "sealed smime": { sealed: "smime", signed: null },
  "both pgp": { sealed: "openpgp", signed: "openpgp" },
  "both smime": { sealed: "smime", signed: "smime" },
};

/** What the steps before find in a member's post: a family is looked at only where the list uses it. */
function outcome(changes: ListSettingChanges, { sealed, signed }: Kind): string {
  const settings = listSettings(changes);
  const openedAs = sealed !== null && familyDemand(settings, sealed, "post_encrypt") !== "no" ? sealed : null;
  const visible = sealed === openedAs && usesKeys(settings) ? signed : null;
  const member = asId<MemberId>(1);
  const author: Author =
    visible === null
      ? { authentic: false, address: null, why: "no-signature" }
      : { authentic: true, address: "a@example.org" as never, signer: "AB" as Fingerprint };
  const signedAt = visible === null ? null : AT;
  const evidence = { openedAs, author, signedAs: visible, member, signedAt, arrivedAt: AT };
  const rest = {
    signedFor: "here",
    trustworthyText: true,
    approved: false,
    answersSealed: false,
    scenario: null,
    revocationKnown: true,
    posting: UNREMARKABLE,
  } as const;
  return wordOf(admit(settings, { ...evidence, ...rest }));
}

function wordOf(decision: Decision): string {
  return "code" in decision ? `${decision.do} ${decision.code}` : decision.do;
}

function pairs(purpose: "post_encrypt" | "post_sign" | "distrib_encrypt"): ListSettingChanges[] {
  return DEMANDS.flatMap((gpg) =>
    DEMANDS.map((smime) => ({ [`gpg_${purpose}`]: gpg, [`smime_${purpose}`]: smime })),
  );
}

function titleOf(changes: ListSettingChanges): string {
  return Object.values(changes).join("/");
}

const CONFIRMED: ListSettingChanges = { clear_after_decrypt: "confirmed" };

test("what post_encrypt and post_sign do to each kind of post", () => {
  const lines = (["post_encrypt", "post_sign"] as const).flatMap((purpose) => [
    `gpg_${purpose}/smime_${purpose}`,
    ...pairs(purpose).map((changes) => {
      const cells = Object.entries(KINDS).map(([name, kind]) => {
        const opening = purpose === "post_sign" ? OPENING : {};
        return `  ${name.padEnd(12)} ${outcome({ ...opening, ...changes, ...CONFIRMED }, kind)}`;
      });
      return [titleOf(changes), ...cells].join("\n");
    }),
  ]);
  assertGolden("settings-admission.txt", lines.join("\n"));
});

/** So that a signature inside is seen. */
const OPENING: ListSettingChanges = { gpg_post_encrypt: "yes", smime_post_encrypt: "yes" };

const MEMBERS: Readonly<Record<string, readonly Scheme[]>> = {
  "pgp key": ["openpgp"],
  certificate: ["smime"],
  "both keys": FAMILIES,
  "no key": [],
};

const KEY = fingerprint("A");

function copyOf(changes: ListSettingChanges, keys: readonly Scheme[], opened: boolean): string {
  const states = keys.map((scheme): MemberKeyState => ({
    scheme,
    fingerprint: KEY,
    state: { usable: { ...aRecipient(KEY), scheme } },
  }));
  const { plan } = planDelivery(listSettings(changes), { id: asId<MemberId>(1), keys: states }, opened);
  return plan.kind === "copy" ? plan.profile.key : `notice ${plan.reason.why}`;
}

test("what distrib_encrypt and distrib_sign give to each kind of member", () => {
  const blocks = pairs("distrib_encrypt").flatMap((sealing) =>
    YES_NO.map((sign) => {
      const changes = { ...sealing, gpg_distrib_sign: sign, smime_distrib_sign: sign };
      const rows = Object.entries(MEMBERS).map(([name, keys]) => {
        const came = copyOf(changes, keys, false);
        const opened = copyOf({ ...changes, ...OPENING, ...CONFIRMED }, keys, true);
        return `  ${name.padEnd(12)} ${came.padEnd(34)} opened: ${opened}`;
      });
      return [`${titleOf(sealing)}, signs: ${sign}`, ...rows].join("\n");
    }),
  );
  assertGolden("settings-delivery.txt", `gpg/smime_distrib_encrypt\n${blocks.join("\n")}`);
});

function* allSettings(): Generator<ListSettingChanges> {
  for (const encrypt of pairs("post_encrypt"))
    for (const sign of pairs("post_sign"))
      for (const sealing of pairs("distrib_encrypt"))
        for (const gpg_distrib_sign of YES_NO)
          for (const smime_distrib_sign of YES_NO)
            yield { ...encrypt, ...sign, ...sealing, gpg_distrib_sign, smime_distrib_sign };
}

test("in all combinations the strictest of the demands wins, and nothing opened leaves in clear unasked", () => {
  let count = 0;
  for (const changes of allSettings()) {
    count += 1;
    const settings = listSettings(changes);
    for (const [name, kind] of Object.entries(KINDS)) {
      assert.equal(outcome(changes, kind), expected(changes, kind), `${JSON.stringify(changes)} ${name}`);
    }
    for (const keys of Object.values(MEMBERS)) {
      const sealable = keys.some((scheme) => familiesFor(settings, "distrib_encrypt").includes(scheme));
      const opens = familiesFor(settings, "post_encrypt").length > 0;
      const copy = copyOf(changes, keys, opens);
      assert.equal(/seipd1|cbc/.test(copy), sealable, "sealed exactly where a key of a used family is there");
      const otherKind = keys.length > 0 && familiesFor(settings, "distrib_encrypt").length > 0;
      const notice = otherKind ? "notice family-off" : "notice no-key";
      if (opens && !sealable) assert.equal(copy, notice, JSON.stringify(changes));
    }
  }
  assert.equal(count, 2916);
});

/** The seed's words, said again without the code under test. */
function expected(changes: ListSettingChanges, { sealed, signed }: Kind): string {
  const asked = (family: Scheme, what: "post_encrypt" | "post_sign"): Demand =>
    changes[`${family === "openpgp" ? "gpg" : "smime"}_${what}`] ?? "no";
  const opened = sealed !== null && asked(sealed, "post_encrypt") !== "no";
  const counts = signed !== null && (sealed === null || opened) && asked(signed, "post_sign") !== "no";
  const demands = (what: "post_encrypt" | "post_sign") => FAMILIES.map((family) => asked(family, what));
  const sealing = [changes.gpg_distrib_encrypt, changes.smime_distrib_encrypt];
  const answers: Decision[] = [];
  const say = (
    verb: "hold" | "reject" | "discard",
    code: "not-sealed" | "not-signed" | "clear-not-confirmed",
  ) => void answers.push({ do: verb, code, args: {}, detail: "" });
  if (demands("post_encrypt").includes("force") && !opened) say("reject", "not-sealed");
  if (!counts && demands("post_sign").includes("force")) say("discard", "not-signed");
  else if (!counts && demands("post_sign").includes("yes")) say("hold", "not-signed");
  if (opened && sealing.every((one) => one === "no")) say("hold", "clear-not-confirmed");
  return wordOf(strictest(answers));
}
