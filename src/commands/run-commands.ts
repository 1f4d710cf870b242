/** Runs the commands of one mail, one after the other: what came of each, and the keys that go out. */
import { type EmailAddress, LIMITS } from "#base";
import { memberByAddress, type StoredList } from "#store";
import { confirmKey } from "./asking/confirm-key.ts";
import { inWishes } from "./asking/in-wishes.ts";
import { namedLists } from "./asking/named-list.ts";
import { askedAsOne } from "./asking/one-for-all.ts";
import { perform } from "./asking/perform.ts";
import { listUsesKeys } from "./asking/permit.ts";
import type { Wish } from "./asking/wish.ts";
import type { CommandResult, Desk, Told } from "./desk.ts";
import { type ReadCommand, readCommands } from "./reading/read-commands.ts";
import { phrase } from "./texts/phrase.ts";
import { withChoiceAtJoining } from "./verbs/choice-at-joining.ts";
import { togetherSet } from "./verbs/together-set.ts";
import { KEY_COMMANDS, VERBS, wantedNamed } from "./verbs/table.ts";
import { isSaid, type ListVerb, type SayingVerb, type Words, WRONG } from "./verbs/verb.ts";

export async function runCommands(
  desk: Desk,
  commands: readonly ReadCommand[],
): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  const left: Left = { wishes: LIMITS.unprovenWishes };
  const asked = withChoiceAtJoining(desk.own, togetherSet(desk.own, commands));
  for (const [nth, command] of asked.entries()) {
    desk.context.logger.info("command.asked", { command: command.name, inbox: desk.inboxId, nth });
    results.push(...(await runCommand(desk, command, { at: String(nth), left })));
  }
  return results;
}

/** What the rest of the mail may still ask for while its writer proves nothing. */
interface Left {
  wishes: number;
}

async function runCommand(
  desk: Desk,
  command: ReadCommand,
  { at, left }: Pick<Asked, "at" | "left">,
): Promise<readonly CommandResult[]> {
  switch (command.name) {
    case "QUIT":
      return [];
    case "CONFIRM":
    case "AUTH":
      return [await runKey(desk, command, at)];
    default: {
      const verb = VERBS[command.name];
      if (verb.about === "nothing")
        return [{ ...(await verb.run(desk, command.words)), ...ofNoList(desk), title: command.name }];
      return runOnLists(desk, { command, verb, at, left });
    }
  }
}

/** What is answered about no list, to who asks. */
function ofNoList({ anyone }: Desk): Pick<CommandResult, "list" | "proven"> {
  return { list: null, proven: anyone.ok && anyone.person.method !== "smtp" };
}

interface Asked {
  readonly command: ReadCommand;
  readonly verb: ListVerb | SayingVerb;
  readonly at: string;
  readonly left: Left;
}

async function runOnLists(desk: Desk, asked: Asked): Promise<readonly CommandResult[]> {
  const { command, verb } = asked;
  const everyList = verb.about === "list" ? verb.everyList : undefined;
  const named = await namedLists(desk, command.words, everyList === undefined ? {} : { everyList });
  if (named.lists === null)
    return [{ ...ofNoList(desk), title: command.name, list: desk.own, lines: [phrase(desk, named.why)] }];
  if (named.lists.length === 0)
    return [{ ...ofNoList(desk), title: command.name, lines: [phrase(desk, "command-on-no-list")] }];
  const results: CommandResult[] = [];
  const words = { words: named.rest, isNamed: named.isNamed };
  const together = await onesTogether(desk, named.lists, { ...asked, ...words });
  for (const [list, ...others] of inWishes(named.lists, together))
    results.push({
      title: [command.name, ...[list, ...others].map(({ address }) => address)].join(" "),
      list,
      ...(await runOnList(desk, list, { ...asked, ...words, others })),
    });
  return results;
}

/** Of which one wish can be told, or one question put. */
async function onesTogether(
  desk: Desk,
  lists: readonly StoredList[],
  { command, verb, words, isNamed }: Asked & Pick<Words, "words" | "isNamed">,
): Promise<readonly StoredList[]> {
  if (verb.about !== "list") return [];
  if (verb.asOne?.(words) === true) return lists.filter((list) => !listUsesKeys(list));
  if (verb.asksAsOne !== true || lists.length < 2) return [];
  const said = { desk, words, isNamed, others: [], quiet: command.quiet, isStaff: false, isMember: true };
  return askedAsOne(desk, lists, (list, person) => {
    const read = verb.read({ ...said, list, person });
    const [wish] = read === WRONG || isSaid(read) ? [] : read;
    return wish ?? null;
  });
}

async function runOnList(
  desk: Desk,
  list: StoredList,
  { command, verb, words, isNamed, others, at, left }: Asked & Pick<Words, "words" | "isNamed" | "others">,
): Promise<Told & Pick<CommandResult, "to">> {
  const asker = await desk.who(list);
  if (!asker.ok) return { lines: [phrase(desk, asker.why)] };
  const { person } = asker;
  const proven = person.method !== "smtp";
  const to = proven ? { to: person.address } : {};
  if (verb.about === "asker") return { lines: verb.say(desk, list, asker), proven, ...to };
  const member = await desk.context.db.read((tx) => memberByAddress(tx, list.id, person.address));
  const isMember = member !== null;
  const isStaff = member !== null && (member.owner || member.moderator);
  const read = verb.read({
    desk,
    list,
    others,
    words,
    isNamed,
    person,
    quiet: command.quiet,
    isStaff,
    isMember,
    digestOfSet: command.digestOfSet,
  });
  if (read === WRONG)
    return { lines: [phrase(desk, "command-syntax", { syntax: verb.syntax })], proven, ...to };
  const { lines: said = [], wishes = [] } = isSaid(read) ? read : { wishes: read };
  if (!proven && (left.wishes -= wishes.length) < 0)
    return { lines: [phrase(desk, "command-too-many-wishes", { count: LIMITS.unprovenWishes })] };
  const told: Told[] = [];
  for (const [nth, wish] of wishes.entries())
    told.push(await perform(desk, wish, { person, at: `${at}.${list.id}.${nth}` }));
  return { ...together([{ lines: said }, ...told], proven), ...to };
}

function together(told: readonly Told[], proven: boolean): Told {
  return {
    lines: told.flatMap(({ lines }) => lines),
    mails: told.flatMap(({ mails = [] }) => mails),
    proven,
  };
}

/** `CONFIRM KEY`, or `AUTH KEY COMMAND`: the command must be the one that the key was given out for. */
async function runKey(desk: Desk, command: ReadCommand, at: string): Promise<CommandResult> {
  const [key = "", ...rest] = command.words;
  const says = rest.length === 0 ? undefined : await whatItSays(desk, rest.join(" "));
  const isWrong = key === "" || says === null;
  if (isWrong) {
    const [confirm, auth] = KEY_COMMANDS;
    const { syntax } = command.name === "AUTH" ? auth : confirm;
    return { title: command.name, list: desk.own, lines: [phrase(desk, "command-syntax", { syntax })] };
  }
  const { list, holder, ...told } = await confirmKey(desk, {
    key,
    at,
    wantedNamed,
    ...(says === undefined ? {} : { says }),
  });
  const to = holder === null ? {} : { to: holder };
  return { title: command.name, list: list ?? desk.own, ...told, ...to };
}

/** Whether a list is there is not told to who has no key for it. */
const FITS_NO_KEY = { function: "", email: "nobody@invalid" as EmailAddress };

/** null: it is no command of a list. */
async function whatItSays(desk: Desk, line: string): Promise<Pick<Wish, "function" | "email"> | null> {
  const [command] = readCommands(line).commands;
  if (command === undefined || command.name === "CONFIRM" || command.name === "AUTH") return null;
  const verb = command.name === "QUIT" ? null : VERBS[command.name];
  if (verb === null || verb.about !== "list") return null;
  const named = await namedLists(desk, command.words, { evenHidden: true });
  const [list] = named.lists ?? [];
  if (list === undefined || named.lists === null) return FITS_NO_KEY;
  const asker = await desk.who(list);
  if (!asker.ok) return FITS_NO_KEY;
  const { person } = asker;
  const wishes = verb.read({
    desk,
    list,
    others: [],
    words: named.rest,
    isNamed: named.isNamed,
    person,
    quiet: false,
    isStaff: false,
    isMember: false,
  });
  if (wishes === WRONG) return FITS_NO_KEY;
  const [wish] = isSaid(wishes) ? (wishes.wishes ?? []) : wishes;
  return wish ?? FITS_NO_KEY;
}
