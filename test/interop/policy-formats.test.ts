/**
 * What becomes of a post depends on what it is, not on how a program wrote it down: the same post as PGP/MIME, inline or
 * combined, or as S/MIME detached or opaque, fares the same under any settings; and in the other family, with the settings of
 * the families changed over, too.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, latin1, type Scheme, utf8 } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { mailOutcome } from "#lists";
import { toCrlf } from "#mime";
import { anySettings } from "../support/lists/any-settings.ts";
import { decideUnder, decisionWords } from "../support/lists/decide-under.ts";
import {
  type Draft,
  inlineArmour,
  mailAround,
  muttEntity,
  pgpEncrypted,
  pgpSigned,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import { type MixedTeam, mixedTeam, TEAM } from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };
const RUNS = { numRuns: 20 };

type Forms = Readonly<Record<"plain" | "signed" | "sealed" | "both", readonly Bytes[]>>;

function draft(from: string): Draft {
  return { from, to: TEAM, subject: "noon", text: "At noon?\r\n", id: "1" };
}

function around(post: Draft, contents: readonly (string | Bytes)[]): readonly Bytes[] {
  return contents.map((content) => mailAround(post, toCrlf(Buffer.from(content)), post.subject));
}

function openpgpForms({ gpg, pgp }: MixedTeam): Forms {
  const post = draft("ed@example.net");
  const me = ["-u", pgp["ed@example.net"]];
  const [mutt, thunderbird] = [muttEntity(post), thunderbirdEntity(post)];
  const signed = (entity: string) => pgpSigned(entity, gpg.must(["-a", "-b", ...me], entity));
  const sealed =
    (...args: readonly string[]) =>
    (content: string) =>
      gpg.must(["-a", ...args, "-r", TEAM], content);
  const inlineSigned = inlineArmour(gpg.must(["--clearsign", ...me], post.text));
  return {
    plain: around(post, [mutt]),
    signed: around(post, [signed(mutt), signed(thunderbird), inlineSigned]),
    sealed: around(post, [
      pgpEncrypted(sealed("-e")(mutt)),
      pgpEncrypted(sealed("-e")(thunderbird)),
      inlineArmour(sealed("-e")(post.text)),
    ]),
    both: around(post, [
      pgpEncrypted(sealed("-se", ...me)(mutt)),
      pgpEncrypted(sealed("-e")(signed(thunderbird))),
      inlineArmour(sealed("-se", ...me)(post.text)),
    ]),
  };
}

function smimeForms({ ssl, smime, listPerson }: MixedTeam): Forms {
  const post = draft("bob@example.net");
  const me = smime["bob@example.net"];
  const [mutt, thunderbird] = [muttEntity(post), thunderbirdEntity(post)];
  const seal = (content: Bytes, cipher: string) => ssl.seal(listPerson, content, cipher);
  const detached = ssl.sign(me, mutt, "detached");
  const opaque = ssl.sign(me, thunderbird, "opaque");
  return {
    plain: around(post, [mutt]),
    signed: around(post, [detached, opaque, ssl.sign(me, mutt, "opaque")]),
    sealed: around(post, [seal(latin1(mutt), "aes-256-cbc"), seal(utf8(thunderbird), "aes-128-gcm")]),
    both: around(post, [
      seal(detached, "aes-256-cbc"),
      seal(opaque, "aes-256-gcm"),
      seal(ssl.sign(me, thunderbird, "detached"), "aes-128-gcm"),
    ]),
  };
}

/** What is said of one family said of the other. */
function changedOver(settings: ListSettingChanges): ListSettingChanges {
  const other = (name: string) =>
    name.replace(/^(gpg|smime)(?=_(?:post|distrib))/, (family) => (family === "gpg" ? "smime" : "gpg"));
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [other(name), value]));
}

/** What `list show` says of such a post by a member. */
function foretell(settings: ListSettingChanges, form: keyof Forms): string {
  const { does, reason } = mailOutcome(listSettings(settings), { form, scheme: "openpgp", from: "member" });
  return reason === null ? does : `${does}: ${reason}`;
}

test(
  "the form of a post and the family of its keys make no difference, under any settings",
  needed,
  async (t) => {
    const team = await mixedTeam(t);
    const forms: Readonly<Record<Scheme, Forms>> = { openpgp: openpgpForms(team), smime: smimeForms(team) };
    const decide = await decideUnder(team.server, new Date());
    const outcomes = async (settings: ListSettingChanges, posts: readonly Bytes[]) => {
      const found: string[] = [];
      for (const message of posts) found.push(decisionWords(await decide(settings, message)));
      return found;
    };
    const different = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anySettings, async (settings) => {
        for (const kind of ["plain", "signed", "sealed", "both"] as const) {
          const inPgp = await outcomes(settings, forms.openpgp[kind]);
          const inCms = await outcomes(changedOver(settings), forms.smime[kind]);
          const foretold = foretell(settings, kind);
          assert.equal(
            new Set([...inPgp, ...inCms, foretold]).size,
            1,
            `${kind}: ${inPgp.join()} | ${inCms.join()} | ${foretold}`,
          );
          for (const outcome of inPgp) different.add(outcome);
        }
      }),
      RUNS,
    );
    assert.ok(different.size > 3, "not all alike, or nothing was compared");
  },
);
