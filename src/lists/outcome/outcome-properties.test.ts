/** What holds under all settings: how families join, and that who asks for more never gets less. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Scheme } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { anySettings } from "../../../test/support/lists/any-settings.ts";
import { type Demand, familyDemand, listDemand, type Purpose, SCHEMES } from "../families.ts";
import { type Mail, mailOutcome, type MailOutcome } from "./mail-outcome.ts";
import { type MemberKeys, memberOutcome } from "./member-outcome.ts";

const scheme = fc.constantFrom(...SCHEMES);
const mail: fc.Arbitrary<Mail> = fc.record({
  form: fc.constantFrom("plain", "signed", "sealed", "both", "other-key"),
  scheme,
  from: fc.constantFrom("member", "keyless", "outsider"),
});
const keys = fc.constantFrom<MemberKeys>("none", "openpgp", "smime", "both");
const RUNS = { numRuns: 3000 };

const NAMES = { openpgp: "gpg", smime: "smime" } as const;

function withDemand(
  all: ListSettingChanges,
  family: Scheme,
  purpose: Purpose,
  value: Demand,
): ListSettingChanges {
  return { ...all, [`${NAMES[family]}_${purpose}`]: value };
}

/** Every family that is not at no asks for as much as the strictest. */
function levelled(all: ListSettingChanges): ListSettingChanges {
  const settings = listSettings(all);
  const purposes: readonly Purpose[] = ["post_encrypt", "post_sign", "distrib_encrypt"];
  const used = purposes.flatMap((purpose) =>
    SCHEMES.filter((family) => familyDemand(settings, family, purpose) !== "no").map(
      (family) => [purpose, family] as const,
    ),
  );
  return used.reduce(
    (so, [purpose, family]) => withDemand(so, family, purpose, listDemand(settings, purpose)),
    all,
  );
}

test("a list asks for what the strictest of its families asks for, in every family that it uses", () => {
  fc.assert(
    fc.property(anySettings, mail, keys, (all, post, member) => {
      const [settings, level] = [listSettings(all), listSettings(levelled(all))];
      assert.deepEqual(mailOutcome(settings, post), mailOutcome(level, post));
      assert.deepEqual(memberOutcome(settings, member), memberOutcome(level, member));
    }),
    RUNS,
  );
});

test("any family that is not at no meets the demand as well as the other", () => {
  fc.assert(
    fc.property(anySettings, mail, (all, post) => {
      const settings = listSettings(all);
      const other: Scheme = post.scheme === "openpgp" ? "smime" : "openpgp";
      const usedAlike = (["post_encrypt", "post_sign"] as const).every(
        (purpose) =>
          (familyDemand(settings, "openpgp", purpose) === "no") ===
          (familyDemand(settings, "smime", purpose) === "no"),
      );
      fc.pre(usedAlike);
      assert.deepEqual(mailOutcome(settings, post), mailOutcome(settings, { ...post, scheme: other }));
    }),
    RUNS,
  );
});

test("a family at no does not count: its signature is none, and what is sealed in it is not sealed to the list", () => {
  fc.assert(
    fc.property(anySettings, mail, (all, post) => {
      const plain: Mail = { ...post, form: "plain" };
      const open = { ...all, default_member_action: "accept", generic_nonmember_action: "accept" } as const;
      const unsigned = listSettings(withDemand(open, post.scheme, "post_sign", "no"));
      if (listDemand(unsigned, "post_sign") !== "no") {
        const signed = { ...post, form: "signed" } as const;
        assert.equal(mailOutcome(unsigned, signed).does, mailOutcome(unsigned, plain).does);
      }
      const closed = listSettings(withDemand(all, post.scheme, "post_encrypt", "no"));
      const sealed = { ...post, form: "sealed" } as const;
      assert.deepEqual(mailOutcome(closed, sealed), mailOutcome(closed, plain));
    }),
    RUNS,
  );
});

test("a key of a family at no seals nothing", () => {
  fc.assert(
    fc.property(anySettings, scheme, (all, family) => {
      const settings = listSettings(withDemand(all, family, "distrib_encrypt", "no"));
      const [has, hasNot] = [memberOutcome(settings, family), memberOutcome(settings, "none")];
      assert.equal(has.cameInClear.how, hasNot.cameInClear.how);
      assert.equal(has.cameSealed?.how, hasNot.cameSealed?.how);
    }),
    RUNS,
  );
});

const STRICTNESS = { accept: 0, hold: 1, reject: 2, discard: 3, silent: 4 };
const strictness = ({ does }: MailOutcome) => STRICTNESS[does];

test("asking for more of posts never lets through more", () => {
  fc.assert(
    fc.property(anySettings, mail, scheme, (all, post, family) => {
      const trusting = { ...all, default_member_action: "accept", clear_after_decrypt: "confirmed" } as const;
      for (const purpose of ["post_encrypt", "post_sign"] as const) {
        const [yes, force] = (["yes", "force"] as const).map((value) =>
          mailOutcome(listSettings(withDemand(trusting, family, purpose, value)), post),
        );
        assert.ok(yes && force && strictness(yes) <= strictness(force), `${purpose}: yes to force`);
      }
      const alone = withDemand(trusting, family === "openpgp" ? "smime" : "openpgp", "post_sign", "no");
      const [no, yes] = (["no", "yes"] as const).map((value) =>
        mailOutcome(listSettings(withDemand(alone, family, "post_sign", value)), post),
      );
      assert.ok(no && yes && strictness(no) <= strictness(yes), "post_sign: no to yes");
    }),
    RUNS,
  );
});

test("a stricter sender rule never lets through more", () => {
  const ORDER = ["accept", "hold", "reject", "discard"] as const;
  fc.assert(
    fc.property(anySettings, mail, fc.nat(2), (all, post, at) => {
      for (const name of ["default_member_action", "generic_nonmember_action"] as const) {
        const [weak, strict] = [ORDER[at], ORDER[at + 1]].map((value) =>
          mailOutcome(listSettings({ ...all, [name]: value }), post),
        );
        assert.ok(weak && strict && strictness(weak) <= strictness(strict), name);
      }
    }),
    RUNS,
  );
});

test("asking for more sealing never sends in clear what did not go in clear before", () => {
  const ORDER = ["no", "yes", "force"] as const;
  fc.assert(
    fc.property(anySettings, keys, scheme, fc.nat(1), (all, member, family, at) => {
      const [before, after] = [ORDER[at], ORDER[at + 1]].map((value) =>
        memberOutcome(listSettings(withDemand(all, family, "distrib_encrypt", value ?? "no")), member),
      );
      for (const came of ["cameInClear", "cameSealed"] as const) {
        if (before?.[came]?.how !== "clear") assert.notEqual(after?.[came]?.how, "clear", came);
      }
    }),
    RUNS,
  );
});

test("with force nobody gets anything in clear, whatever else is set", () => {
  fc.assert(
    fc.property(anySettings, keys, scheme, (all, member, family) => {
      const settings = listSettings(withDemand(all, family, "distrib_encrypt", "force"));
      const { cameInClear, cameSealed } = memberOutcome(settings, member);
      assert.ok(cameInClear.how !== "clear" && cameSealed?.how !== "clear");
    }),
    RUNS,
  );
});

test("as received, what came sealed never leaves in clear, whatever else is set", () => {
  fc.assert(
    fc.property(anySettings, keys, (all, member) => {
      const settings = listSettings({ ...all, distribution: "as_received" });
      assert.ok(["sealed", "notice"].includes(memberOutcome(settings, member).cameSealed?.how ?? ""));
    }),
    RUNS,
  );
});

test("as received, what came in clear goes the way that the settings say", () => {
  fc.assert(
    fc.property(anySettings, keys, (all, member) => {
      const clear = (distribution: "settings" | "as_received") =>
        memberOutcome(listSettings({ ...all, distribution }), member).cameInClear;
      assert.deepEqual(clear("as_received"), clear("settings"));
    }),
    RUNS,
  );
});
