/**
 * The policies, cell by cell. Admission is decided about real posts by the steps of the pipeline; what members get is asked
 * of the plan. The tables are shown in docs/reference/policies.md.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scheme } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import {
  type CopyOutcome,
  type Decision,
  type Mail,
  type MailForm,
  mailOutcome,
  type MemberKeys,
  memberOutcome,
  type Sender,
} from "#lists";
import { decisionWords } from "../support/lists/decide-under.ts";
import { assertGolden } from "../support/golden.ts";
import {
  type Kind,
  KINDS,
  type MatrixPost,
  type MatrixSender,
  policyMatrix,
  SENDERS,
} from "../support/lists/policy-matrix.ts";

const DEMANDS = ["no", "yes", "force"] as const;
const PREFIX = { openpgp: "gpg", smime: "smime" } as const;

function admissionSettings(scheme: Scheme): readonly (readonly [string, ListSettingChanges])[] {
  return DEMANDS.flatMap((encrypt) =>
    DEMANDS.map((sign) => {
      const demands = {
        [`${PREFIX[scheme]}_post_encrypt`]: encrypt,
        [`${PREFIX[scheme]}_post_sign`]: sign,
      };
      return [`${encrypt}, ${sign}`, { ...demands, clear_after_decrypt: "confirmed" }] as const;
    }),
  );
}

for (const scheme of ["openpgp", "smime"] as const) {
  test(`admission in ${scheme}: every kind of post by every sender, as they really are`, async (t) => {
    const matrix = await policyMatrix(t);
    const rows: string[][] = [];
    for (const [title, settings] of admissionSettings(scheme)) {
      for (const from of SENDERS) {
        const cells: string[] = [];
        for (const kind of KINDS) {
          const post: MatrixPost = { scheme, kind, from };
          const decision = await matrix.decide(settings, await matrix.message(post));
          cells.push(decisionWords(decision));
          assertForetold(settings, post, decision);
        }
        rows.push([title, from, ...cells]);
      }
    }
    const heads = [`${PREFIX[scheme]}_post_encrypt, _post_sign`, "sender", ...KINDS];
    assertGolden(`policy-admission-${scheme}.txt`, columns([heads, ...rows]));
  });
}

const FORMS: Readonly<Partial<Record<Kind, MailForm>>> = {
  plain: "plain",
  signed: "signed",
  sealed: "sealed",
  both: "both",
  "other key": "other-key",
};
const AS: Readonly<Record<MatrixSender, Sender>> = {
  member: "member",
  "no key": "keyless",
  outsider: "outsider",
  forged: "keyless",
};

/** What `list show` says of such mail by the settings alone is what happens to it. */
function assertForetold(settings: ListSettingChanges, post: MatrixPost, decision: Decision): void {
  const form = FORMS[post.kind];
  if (form === undefined) return;
  const mail: Mail = { form, scheme: post.scheme, from: AS[post.from] };
  const reason = "code" in decision ? decision.code : null;
  assert.deepEqual(
    mailOutcome(listSettings(settings), mail),
    { does: decision.do, reason },
    JSON.stringify(post),
  );
}

function copyWord({ how, signed, marked }: CopyOutcome): string {
  return [how, ...(signed ? ["signed"] : []), ...(marked ? ["marked"] : [])].join(", ");
}

const MEMBERS: readonly MemberKeys[] = ["none", "openpgp", "smime", "both"];

for (const scheme of ["openpgp", "smime"] as const) {
  test(`distribution in ${scheme}: how a post that came in clear or sealed reaches every kind of member`, () => {
    const prefix = PREFIX[scheme];
    const rows = DEMANDS.flatMap((encrypt) =>
      (["no", "yes"] as const).flatMap((sign) => {
        const settings = listSettings({
          [`${prefix}_post_encrypt`]: "yes",
          clear_after_decrypt: "confirmed",
          [`${prefix}_distrib_encrypt`]: encrypt,
          [`${prefix}_distrib_sign`]: sign,
        });
        const outcomes = MEMBERS.map((keys) => memberOutcome(settings, keys));
        const clear = outcomes.map(({ cameInClear }) => copyWord(cameInClear));
        const sealed = outcomes.map(({ cameSealed }) => (cameSealed === null ? "" : copyWord(cameSealed)));
        return [
          [`${encrypt}, ${sign}`, "in clear", ...clear],
          [`${encrypt}, ${sign}`, "sealed", ...sealed],
        ];
      }),
    );
    const heads = [
      `${prefix}_distrib_encrypt, _distrib_sign`,
      "came",
      "no key",
      "OpenPGP key",
      "certificate",
      "both",
    ];
    assertGolden(`policy-distribution-${scheme}.txt`, columns([heads, ...rows]));
  });
}

/** Cells set under one another; a first cell like the one above it is left out. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row, nth) =>
      row
        .map((cell, at) =>
          (at === 0 && nth > 0 && rows[nth - 1]?.[0] === cell ? "" : cell).padEnd(widths[at] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
