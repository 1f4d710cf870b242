/** docs/reference/policies.md: presets, settings, rules, and the tables that test/posts/policy-matrix.test.ts makes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ListSettingChanges, listSettings } from "#config";
import {
  listInWords,
  type MailForm,
  mailOutcome,
  mailOutcomeWords,
  memberOutcome,
  PRESETS,
  presetSettings,
  presetWords,
} from "#lists";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";
import { ROOT } from "./support/run-program.ts";

export function policiesPage(): string {
  return markdownPage("Policies", [
    ...INTRODUCTION,
    ...presets(),
    ...SETTINGS,
    ...RULES,
    ...BY_SCENARIO,
    ...FAMILIES,
    ...IN_CLEAR,
    ...AS_RECEIVED,
    ...admission(),
    ...distribution(),
    ...disagreements(),
    ...DIFFERENCES,
  ]);
}

const INTRODUCTION = [
  "What becomes of a post, and who gets it how. `conclave list show LIST` says it of one list, in sentences and as a table;",
  "`conclave list config LIST name=value --preview` says what a change would mean; `conclave explain LIST FILE` takes one",
  "message through all of it. The settings are those of the Secure List Server for Mailman (2009), and its text says what they mean.",
];

function presets(): readonly string[] {
  const rows = PRESETS.map((preset) => {
    const changes = presetSettings(preset);
    const settings = Object.entries(changes).map(([name, value]) => `\`${name} = ${value}\``);
    return [
      `\`${preset.name}\``,
      presetWords(preset, "en"),
      settings.join(", ") || "none",
      listInWords(listSettings(changes)).join(" "),
    ];
  });
  return [
    "",
    "## Presets",
    "",
    "`conclave list create ADDRESS --preset NAME` makes such a list, with the keys that it needs. The first five are the examples of",
    "the Secure List Server's own text, in the family that it names; the sixth it mentions beside them, the seventh is the way of S/Sympa. `--family`",
    "`openpgp`, `smime` or `both` says the same of other families, where one is named. `--sealed` is not one of them: it is `full` in both",
    "families, except that what no member signed is held, not discarded.",
    "",
    ...pipeTable(["preset", "what for", "settings", "the list in a few sentences"], rows),
  ];
}

const SETTINGS = [
  "",
  "## What each value does",
  "",
  "Of each setting there are two, `gpg_…` for OpenPGP and `smime_…` for S/MIME.",
  "",
  ...pipeTable(
    ["setting", "no", "yes", "force"],
    [
      [
        "`post_encrypt`",
        "What came sealed is passed on as it came, unopened; no signature inside it is seen.",
        "What is sealed to the list's key is opened. What came in clear is taken, too.",
        "As yes, and what did not come sealed to the list's key is rejected.",
      ],
      [
        "`post_sign`",
        "Signatures decide nothing. Who wrote is the address in From, which anybody can put there.",
        "A post without a valid signature by a member's known key, under that member's own address, is held.",
        "Such a post is discarded: nobody is answered, owners find it among what was refused.",
      ],
      [
        "`distrib_encrypt`",
        "Members get posts in clear.",
        "Members with a usable key get posts sealed to it; the others get them in clear, marked.",
        "Members with a usable key get posts sealed. The others get no post but a note that one waits, and how to give a key.",
      ],
      [
        "`distrib_sign`",
        "The list signs nothing.",
        "The list signs what it sends: inside what it seals, and as multipart/signed what it sends in clear.",
        "(There is none.)",
      ],
    ],
  ),
];

const RULES = [
  "",
  "## Who is asked, and who wins",
  "",
  "1. What went through this list before is dropped. What is damaged, sealed to another key, or sealed only in part is rejected",
  "   before anything else is asked: it cannot be judged. So it is under `post_sign = force`, too.",
  "2. Then all rules are asked about the post: its sealing (`post_encrypt`), its signature (`post_sign`), the age and the addressees of",
  "   the signature, the protection of what was sealed, whether it would leave in clear, whether it is a clear answer to a sealed post;",
  "   a password in it, what a spam filter marked, `header_filter_rules`; the sender rules (`default_member_action`, moderation,",
  "   `…_these_nonmembers`, `generic_nonmember_action`), or in their place the scenario that the list has for `send`; whether it looks",
  "   like a command, how many it names and whether the list among them, `bounce_matching_headers`, its size, and `emergency`.",
  "3. The strictest answer wins: discard, reject, hold, accept, in this order. Of equal ones the first in the order above gives the",
  "   reason. On a list that asks for signatures nobody is a member but by a signature.",
  "4. An owner's or moderator's acceptance overrides what was held, except what would break S6 or S13, what was opened before at",
  "   another address (`opened-elsewhere`), and on an anonymous list what names its author (`names-author`). It overrides no reject",
  "   and no discard. So does the list's password in a field or first line Approved, on a list without keys alone: it stands for the",
  "   sender rules too, whatever they say, for what a post looks like and for `emergency`, and not for filters.",
  "5. Where keys are used, what nobody signed makes an answer stricter and never milder (S2): `accept_these_nonmembers`,",
  "   `equivalent_domains`, `accept` in `header_filter_rules` and passwords count on lists without keys alone.",
  "6. What is accepted counts once: the same again is dropped, and the same signed text from elsewhere is held (S1, S4).",
];

const BY_SCENARIO = [
  "",
  "## When a scenario says who may write",
  "",
  'With `send = "private_signed"`, or with a text of the list\'s own (`conclave list scenario LIST send --file FILE`), a',
  "[scenario](scenarios.md) takes the place of `default_member_action` and `generic_nonmember_action`. It is one of the rules under 2: the",
  "eight settings, the age of signatures and all others are asked too, and the strictest answer wins. `conclave explain` shows the",
  "scenario, every rule that was looked at, and what its variables stood for.",
  "",
  "| method | when |",
  "| --- | --- |",
  "| `smime`, `pgp` | A valid signature over the whole, by a key that is bound to the member in From (S2). Where the scenario makes a difference between signed and not signed, signatures are looked at in both families, even on a list whose eight settings are all at no. |",
  "| `md5` | A moderator accepted the post, or its sender sent back the key that was mailed to them. |",
  "| `dkim` | A trusted mail server vouches for the From. It is asked as `smtp`, as in Sympa. |",
  "| `smtp` | The From alone. |",
  "",
  "| action | what becomes of the post |",
  "| --- | --- |",
  "| `do_it` | Accepted, if no other rule is stricter. |",
  "| `request_auth` | Held (`needs-confirmation`). The address in From gets a one-time key, if the mail came from there; on a list with keys, if somebody vouches for it. With the key that comes back the post is judged again, as `md5`. Who has the key has confirmed: `request_auth` is not asked twice. |",
  "| `editorkey` | Held (`scenario-moderated`); owners and moderators decide. |",
  "| `editor` | The same. Sympa mails the post to its editors and forgets it; here it waits. |",
  "| `reject(reason='…')` | Rejected (`scenario-refused`); its sender reads the reason in words, if they may be answered. A key that is not one of Sympa's, and a template (`tt2`), gets a sentence that fits all. |",
  "| `reject,quiet` | Discarded: nobody is answered. It lies with what was refused, and owners find it in the summary of the day. |",
  "| `,quiet` with a hold | Its sender is not told. |",
  "| `owner`, `listmaster`, anything else | No action for a post: rejected, as in Sympa. |",
  "",
  "- A rule that cannot be asked refuses: a scenario that is not there, a filter that did not answer, a condition that fails.",
  "- A moderator's acceptance overrides what a scenario holds, and nothing that it refuses.",
  "- Conditions see the header fields that count (S5), of what came sealed the text inside. Neither `explain` nor a notice shows what",
  "  they saw of a post that came sealed.",
  "- On a list with keys, and where a scenario asks for signatures, nothing that nobody signed opens a door (S2): the scenario is asked",
  "  twice, with all that the post says and with what its author's signature covers, and the stricter answer counts. So a word in an",
  "  unsigned text or field can hold a post or refuse it, and never lets one through ([why](../adr/0016-unsigned-fields-make-a-scenario-stricter.md)).",
];

const FAMILIES = [
  "",
  "## When a list uses both families",
  "",
  "- A family at `no` is not used for that purpose. A signature in it counts as none, what is sealed in it as not sealed to the list,",
  "  and no copy is sealed to a key in it.",
  "- The list asks for what the strictest of its families asks for, and any family that is not at `no` meets it. With",
  "  `gpg_post_sign = force` and `smime_post_sign = yes` a post without a signature is discarded, and a signature in either will do.",
  "- Each member gets the family they have a key for; who has both, the key that is asked first: one that the owner pinned, then",
  "  the newest.",
  "- What is not sealed is signed in the member's family, else in the first that signs. Where the list has no key of its own in",
  "  that family it is signed in the other; what is sealed stays unsigned then, with a body for each member. Without any key",
  "  copies go unsigned, and `list show` and `doctor` say so.",
  "- What a post may say is not a matter of its form: PGP/MIME, inline and combined, detached and opaque fare the same.",
  "- Raising a setting from `yes` to `force` lets through less, or the same. From `no` to `yes` it is a door: `post_encrypt` makes the",
  "  signature inside visible, and a second family is a second way to meet the demand.",
  "- The Secure List Server took one family a list. `conclave doctor` notes lists of both, and that is all.",
];

const IN_CLEAR = [
  "",
  "## In clear only on order",
  "",
  "With `post_encrypt` at yes or force and `distrib_encrypt` at no, what came sealed would leave in clear to everybody; with",
  "`distrib_encrypt = yes`, to members without a usable key. Such settings are refused, with words that say so, until",
  "`clear_after_decrypt = confirmed` is set, too (S6). Then `list show`, `doctor` and each such copy say it. A preset that does so",
  "says it in its sentence.",
];

const AS_RECEIVED = [
  "",
  "## As received",
  "",
  "`distribution = as_received` is the way of S/Sympa: a post goes out as it came. The eight settings are asked all the same, and the",
  "strictest wins:",
  "",
  "- Where both families of `post_encrypt` are at no, what is sealed to the list's key is opened in both; else only in those that are",
  "  not at no, as ever. What cannot be opened is refused, never passed on.",
  "- What came sealed goes out sealed to everybody or not at all, as under `distrib_encrypt = force`: in the families whose",
  "  `distrib_encrypt` is not at no, or in both where both are. A member without a usable key gets a note that one waits.",
  "  `clear_after_decrypt` and `distrib_encrypt = yes` do not change that (S6).",
  "- What came in clear goes as `distrib_encrypt` says: at no in clear, the message as it came, with the prefix in its Subject and the",
  "  list's header fields; no block of text above it.",
  "- What came signed in clear and leaves in clear keeps its octets below the header, whoever signed it, and verifies as it did.",
  "  The list adds no signature of its own there, even with `distrib_sign = yes`.",
  "- What came signed and sealed goes out with the author's signed part untouched inside: alone, if the list does not sign, so that any",
  "  program verifies it; else inside what the list signs, with the block above it. A signature that is part of the OpenPGP encryption",
  "  itself cannot be kept, and the block says so. So is one inside an encryption without integrity that no known key made (S13).",
  "- `post_sign`, the sender rules and the age of signatures are asked as on any list. `anonymous_list = yes` and a post shown under its",
  "  member's address (`author_mismatch`) hide the author, and the signature with it.",
  "",
  "With `distribution = settings` and all eight at no, what comes sealed is passed on unopened, as the Secure List Server did.",
];

function admission(): readonly string[] {
  return [
    "",
    "## Admission",
    "",
    "Real posts of each kind, taken through the steps of the server. Senders: a *member* whose key is known; a member with *no key* here,",
    "who signs with one that nobody knows; an *outsider*; and a *forged* post, under a member's address, signed with another key. Kinds:",
    "*sealed* to the list's key; *both* signed and then sealed; sealed to an *other key*; sealed and then *damaged*; signed and then",
    "*tampered* with. `generic_nonmember_action` is `hold`, and clear copies are confirmed. The order of rows is no, yes, force.",
    ...golden("policy-admission-openpgp.txt"),
    ...golden("policy-admission-smime.txt"),
  ];
}

function distribution(): readonly string[] {
  return [
    "",
    "## Distribution",
    "",
    "How an accepted post reaches a member, by the keys that the member has. `post_encrypt` is `yes`, and clear copies are confirmed.",
    "*marked*: the copy says that it left in clear. *notice*: no post, but a note that one waits. What comes sealed to somebody else",
    "and is not opened (`post_encrypt = no`) goes to everybody with that entity untouched: not sealed again, not signed by the list,",
    "without a block above it. Under `distrib_encrypt = force` it is sealed once more, like all others.",
    ...golden("policy-distribution-openpgp.txt"),
    ...golden("policy-distribution-smime.txt"),
  ];
}

function golden(name: string): readonly string[] {
  const text = readFileSync(join(ROOT, "test", "golden", name), "utf8");
  return ["", "```text", ...text.trimEnd().split("\n"), "```"];
}

/** The lists of the old test suite's header, with what it expects of a member's post; empty: left open. */
const OLD_LISTS: readonly {
  readonly name: string;
  readonly settings: ListSettingChanges;
  readonly expected: Readonly<Record<Exclude<MailForm, "other-key">, string>>;
}[] = [
  {
    name: "vanilla (no, no, no, no)",
    settings: {},
    expected: {
      plain: "distributed",
      signed: "distributed as it is",
      sealed: "distributed as it is",
      both: "",
    },
  },
  {
    name: "medium (yes, yes, force, no)",
    settings: {
      gpg_post_encrypt: "yes",
      gpg_distrib_encrypt: "yes",
      gpg_post_sign: "force",
      clear_after_decrypt: "confirmed",
    },
    expected: {
      plain: "discarded",
      signed: "distributed sealed",
      sealed: "**distributed sealed**",
      both: "",
    },
  },
  {
    name: "secure (yes, force, force, yes)",
    settings: {
      gpg_post_encrypt: "yes",
      gpg_distrib_encrypt: "force",
      gpg_post_sign: "force",
      gpg_distrib_sign: "yes",
    },
    expected: {
      plain: "discarded",
      signed: "**discarded**",
      sealed: "**distributed sealed**",
      both: "",
    },
  },
];

const FORMS = ["plain", "signed", "sealed", "both"] as const;

function disagreements(): readonly string[] {
  const rows = OLD_LISTS.flatMap(({ name, settings, expected }) => [
    [name, "old table", ...FORMS.map((form) => expected[form] || "(left open)")],
    ["", "by the text, and here", ...FORMS.map((form) => outcomeHere(settings, form))],
  ]);
  return [
    "",
    "## Where the old table disagrees with the old text",
    "",
    "The Secure List Server's own test suite has a table of expected outcomes. Where it contradicts what the text says of the settings",
    "(bold), the text wins. Settings are `post_encrypt`, `distrib_encrypt`, `post_sign`, `distrib_sign`, in OpenPGP; the poster is a",
    "member with a known key.",
    "",
    ...pipeTable(["list", "", "plain", "signed", "sealed", "signed and sealed"], rows),
    "",
    "- *medium*, sealed: `post_sign = force` asks for a signature of every post, and sealing is none.",
    "- *secure*, sealed: the same.",
    "- *secure*, signed in clear: `post_encrypt = yes` takes what came in clear, and the signature is there.",
  ];
}

function outcomeHere(changes: ListSettingChanges, form: MailForm): string {
  const settings = listSettings(changes);
  const outcome = mailOutcome(settings, { form, scheme: "openpgp", from: "member" });
  if (outcome.does !== "accept") return mailOutcomeWords(outcome, "en");
  const { cameInClear, cameSealed } = memberOutcome(settings, "openpgp");
  const copy = form === "sealed" || form === "both" ? cameSealed : cameInClear;
  if (copy === null || copy.how === "clear") return "goes out as it came";
  return `goes out sealed${copy.signed ? ", signed by the list" : ""}`;
}

const DIFFERENCES = [
  "",
  "## Where the old code did otherwise",
  "",
  "What the settings mean is the old text's; these habits of the old code are not kept:",
  "",
  "- A signature counted if its key was of any member and any of From, Sender, Reply-To or the envelope was in the key. Here it counts",
  "  for the one address in From, and that must be the member's and the key's (S2); in S/MIME, too, where nothing was compared.",
  "- Under force a valid signature let a post past the member's own moderation. Here all rules are asked.",
  "- What a moderator accepted was not opened. Here it is opened again, and sealed as any other.",
  "- What could not be opened went back whole to whoever stood in From. Here an answer quotes nothing, and goes only to who can be",
  "  known for sure (S7).",
  "- Under force a member without a key was counted as a bouncing address. Here the member is told once a day, and the owners see it.",
  "- Signing without sealing was promised and not there. Here it is multipart/signed.",
  "- A post held after it was opened lay on the disk in clear. Here it lies as it came.",
];
