/**
 * The world in which each case begins: a site, the list Gold with an owner, three members who read each post and one who
 * reads digests, with Mailman's defaults and what the case changes of them.
 */
import { addressKey, type EmailAddress } from "#base";
import { listConfigure, listCreate, listPassword, memberAdd, memberAppoint, memberSet } from "#operations";
import { newServer, type TestServer } from "../support/server.ts";
import type { GoldenCase } from "./golden-case.ts";
import { mappedOptions } from "./stored-options.ts";

export const GOLD = "gold@lists.test" as EmailAddress;
const DIGEST_READER = "dora@rcpt.test";

/** Of the list's administrator. */
const PASSWORD = "adminpw";

const MEMBERS = [
  ["anne@rcpt.test", "Anne Person"],
  ["bart@rcpt.test", "Bart Person"],
  ["cris@rcpt.test", "Cris Person"],
  [DIGEST_READER, "Dora Digest"],
] as const;

export interface World {
  readonly server: TestServer;
  /** What the case asks for that cannot be set here. */
  readonly gaps: readonly string[];
  /** Options of it that lists do not have here, for a reason. */
  readonly elsewhere: readonly string[];
}

/** The members of the world came before, and chose what they read. */
const OF_NEW_MEMBERS = {
  default_member_moderation: "no",
  new_member_options: "nodupes",
  digestable: "yes",
  nondigestable: "yes",
  digest_is_default: "no",
} as const;

/** Not settings of a list but its people and its name. */
const PEOPLE = ["owner", "moderator", "real_name", "post_id", "topics_userinterest"] as const;

export async function newWorld(test: Parameters<typeof newServer>[0], golden: GoldenCase): Promise<World> {
  const server = await newServer(test);
  const options = { ...golden.list_options };
  const [owners, moderators] = [
    addresses(options["owner"] ?? ["owner@lists.test"]),
    addresses(options["moderator"]),
  ];
  const { real_name: name = "Gold" } = options as { readonly real_name?: string };
  const number = Number(options["post_id"] ?? 1);
  const interests = Object.entries((options["topics_userinterest"] ?? {}) as Record<string, string[]>);
  for (const one of PEOPLE) delete options[one];
  // One member's copy alone tells in its envelope whom it went to.
  const { settings, gaps, elsewhere } = mappedOptions({
    ...options,
    ...(golden.pre === "verp" ? { personalize: 1 } : {}),
  });
  await server.call(listCreate, {
    address: "mailman@lists.test",
    name: "Mailman",
    settings: { advertised: "no" },
  });
  await server.call(listCreate, { address: GOLD, name, settings: { ...settings, ...OF_NEW_MEMBERS } });
  await startAt(server, number);
  for (const [address, person] of MEMBERS)
    await server.call(memberAdd, { list: GOLD, member: { address, name: person }, welcome: false });
  await readDigests(server, golden);
  await server.call(listConfigure, { list: GOLD, settings });
  for (const address of owners) await server.call(memberAppoint, { list: GOLD, address, owner: true });
  for (const address of moderators)
    await server.call(memberAppoint, { list: GOLD, address, moderator: true });
  if (/\b(?:approved?|urgent)\b/i.test(golden.input))
    await server.call(listPassword, { list: GOLD, password: PASSWORD });
  for (const [address, topics] of interests)
    await server.call(memberSet, { list: GOLD, address, options: { topics } });
  const lacking = await chooseOptions(server, golden);
  return { server, gaps: [...gaps, ...lacking], elsewhere };
}

/** The next post has this number. */
async function startAt({ db }: TestServer, number: number): Promise<void> {
  await db.transact(({ query }) =>
    query
      .updateTable("list")
      .set({ last_post_number: number - 1 })
      .where("address_key", "=", addressKey(GOLD))
      .execute(),
  );
}

function addresses(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Mailman's names of member options. */
const CHOICES: Readonly<Record<string, (on: boolean) => object>> = {
  DontReceiveOwnPosts: (notMetoo) => ({ notMetoo }),
  AcknowledgePosts: (ack) => ({ ack }),
  ConcealSubscription: (conceal) => ({ conceal }),
  DontReceiveDuplicates: (noDupes) => ({ noDupes }),
  DisableDelivery: (off) => ({ delivery: off ? "off" : "on" }),
  // Nothing comes of it here: there are no passwords.
  SuppressPasswordReminder: () => ({}),
  ReceiveNonmatchingTopics: (otherTopics) => ({ otherTopics }),
};

async function readDigests(server: TestServer, { member_options }: GoldenCase): Promise<void> {
  const digest = member_options[DIGEST_READER]?.["DisableMime"] === 0 ? "mime" : "plain";
  await server.call(memberSet, { list: GOLD, address: DIGEST_READER, options: { digest } });
}

async function chooseOptions(
  server: TestServer,
  { member_options, pre }: GoldenCase,
): Promise<readonly string[]> {
  const gaps: string[] = [];
  for (const [address, chosen] of Object.entries(member_options))
    for (const [name, value] of Object.entries(chosen)) {
      const on = value !== 0;
      const options = CHOICES[name]?.(on);
      if (name === "DisableMime") continue;
      if (name === "Moderate") await server.call(memberAppoint, { list: GOLD, address, moderated: on });
      else if (options === undefined) gaps.push(`needs member option ${name}`);
      else await server.call(memberSet, { list: GOLD, address, options });
    }
  if (pre === "nomail") await switchedOff(server, "bart@rcpt.test" as EmailAddress);
  return gaps;
}

/** By themselves. */
async function switchedOff({ db }: TestServer, address: EmailAddress): Promise<void> {
  await db.transact(({ query }) =>
    query
      .updateTable("member")
      .set({ delivery: "off", delivery_why: "member" })
      .where("address_key", "=", addressKey(address))
      .execute(),
  );
}
