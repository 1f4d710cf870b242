import { z } from "zod";
import { type Actor, AppError, LANGUAGES, ok } from "#base";
import { type ListSettings, topicLines } from "#config";
import { type MemberChange, type StoredList, type StoredMember, type Transactor, updateMember } from "#store";
import { address, nameUpTo } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";
import { DIGEST_CHOICES, mayChoose, setDigest } from "./digest-choice.ts";
import { readMemberView } from "./new-member.ts";

const day = z.iso.date({ error: "give a day as YYYY-MM-DD" });

/** What members may choose for themselves. */
export const memberOptions = z.strictObject({
  name: nameUpTo(200).optional(),
  /** mail: on; where it is on already, each post by itself, one's own too. */
  delivery: z.enum(["on", "off", "mail"]).optional(),
  /** A day on which delivery is on again by itself. */
  until: day.optional(),
  ack: z.boolean().optional(),
  notMetoo: z.boolean().optional(),
  noDupes: z.boolean().optional(),
  /** Names of the list's topics; none: posts about anything. */
  topics: z.array(z.string().max(200)).max(100).optional(),
  /** Where topics are chosen: posts about none of them, too. */
  otherTopics: z.boolean().optional(),
  conceal: z.boolean().optional(),
  /** mime, plain: posts come many in one mail; on: as the list prefers; off: each by itself. */
  digest: z.enum(DIGEST_CHOICES).optional(),
  /** Of mail that is written to them; "": the list's. */
  language: z.enum([...LANGUAGES, ""]).optional(),
});

export type MemberOptions = z.output<typeof memberOptions>;

export const memberSet = operation({
  name: "member.set",
  summary:
    "Change what a member chose: delivery, vacation, digests, acknowledgements, own posts, duplicates, concealment, topics, language",
  input: z.strictObject({ list: address, address, options: memberOptions }),
  async run({ db, clock, wake, actor }, wanted) {
    const at = clock.now();
    const change = changeOf(wanted.options, { actor, at });
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.address);
      await applyOptions(tx, list, { member, options: wanted.options, change });
      tx.onCommit(wake);
      return readMemberView(tx, list, { member: member.address, at });
    });
    return ok(view);
  },
});

interface Chosen {
  readonly member: StoredMember;
  readonly options: MemberOptions;
  /** What `changeOf` makes of them. */
  readonly change: MemberChange;
}

/** @throws AppError not-allowed for digests that the list does not have, bad-input for topics */
export async function applyOptions(
  tx: Transactor,
  list: StoredList,
  { member, options, change }: Chosen,
): Promise<void> {
  const { topics, digest, notMetoo } = settledOptions(list, options, member);
  if (digest !== undefined) await setDigest(tx, { settings: settingsOf(list), member }, digest);
  const named = topics === undefined ? {} : { topics: knownTopics(settingsOf(list), topics) };
  const own = notMetoo === undefined ? {} : { notMetoo };
  await updateMember(tx, member.id, { ...change, ...own, ...named });
}

/**
 * What `mail` stands for depends on who says it: a pause ends, also one whose day is over, and nothing else changes; to who gets posts, it is the
 * reception that Sympa calls mail, as far as the list has it.
 */
export function settledOptions(
  list: StoredList,
  options: MemberOptions,
  member: StoredMember,
): MemberOptions {
  if (options.delivery !== "mail" || member.delivery === "off") return options;
  const digest = mayChoose(settingsOf(list), member, "off") ? ({ digest: "off" } as const) : {};
  return { ...digest, notMetoo: false, ...options };
}

/** As the list writes them. @throws AppError bad-input with the names that there are */
function knownTopics({ topics: setting }: ListSettings, wanted: readonly string[]): readonly string[] {
  const known = new Map(topicLines(setting).map(({ name }) => [topicWord(name), name]));
  const unknown = wanted.filter((name) => !known.has(topicWord(name)));
  if (unknown.length === 0) return wanted.map((name) => known.get(topicWord(name)) ?? name);
  const there =
    known.size === 0
      ? "The list has no topics."
      : `The list's topics are: ${[...known.values()].join(", ")}.`;
  throw badInput(`There is no topic ${unknown.map((name) => `“${name}”`).join(", ")}. ${there}`);
}

/** A topic as one word of a line that sets it: case does not count, and `_` stands for a blank. */
export function topicWord(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, "_");
}

interface Chooser {
  readonly actor: Actor;
  readonly at: Date;
}

/** Without topics and digests. @throws AppError bad-input for a vacation that is over or has no end that is a day */
export function changeOf(
  { delivery, until, topics: _named, digest: _form, ...flags }: MemberOptions,
  { actor, at }: Chooser,
): MemberChange {
  const by = actor.kind === "operator" ? "owner" : "member";
  if (until !== undefined) {
    const deliveryUntil = new Date(until);
    if (delivery === "on" || delivery === "mail")
      throw badInput("Delivery is on, or off until a day: give one of them.");
    if (deliveryUntil <= at) throw badInput(`${until} is over: give a later day.`);
    return { ...flags, delivery: "off", deliveryWhy: by, deliveryUntil };
  }
  if (delivery === undefined) return flags;
  const on = { delivery: "on", deliveryWhy: "" } as const;
  return { ...flags, ...(delivery === "off" ? { delivery, deliveryWhy: by } : on), deliveryUntil: null };
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}
