/** Who is on a list: SUBSCRIBE, SIGNOFF, ADD, DEL, INVITE. */
import { type EmailAddress, parseEmailAddress } from "#base";
import {
  type DigestAsked,
  memberAdd,
  memberInvite,
  memberRemove,
  memberReturn,
  memberSubscribe,
  memberUnsubscribe,
} from "#operations";
import type { StoredList } from "#store";
import { type Wish, wanted } from "../asking/wish.ts";
import { phrase } from "../texts/phrase.ts";
import { digestAmong, digestBehind } from "./digest-at-joining.ts";
import { refusesDigest } from "./refuses-digest.ts";
import { type ListVerb, WRONG, type Words } from "./verb.ts";

/** Addresses of one line. */
const MOST_ADDRESSES = 50;

const LEFT = { left: "command-left", staff: "command-left-staff" } as const;
const JOINED = {
  joined: "command-joined",
  waits: "command-owner-asked",
  key: "joinkey-asked",
  proof: "joinkey-proof",
} as const;
const NOTIFYING = { notify: true };
const QUIETLY = { quiet: true };
const isQuiet = (input: object): boolean => "quiet" in input && input.quiet === true;

const joined = wanted(
  memberSubscribe,
  ({ address, state }, about) => [phrase(about, JOINED[state], { address, list: about.list.address })],
  {
    quietly: QUIETLY,
    notifying: NOTIFYING,
    isWritten: ({ state }, input) => state === "joined" && !isQuiet(input),
  },
);
const left = wanted(
  memberUnsubscribe,
  ({ address, state }, about) => [phrase(about, LEFT[state], { address, list: about.list.address })],
  { quietly: QUIETLY, notifying: NOTIFYING },
);
const added = wanted(
  memberAdd,
  ({ address }, about) => [phrase(about, "command-joined", { address, list: about.list.address })],
  { quietly: { welcome: false }, notifying: NOTIFYING },
);
const removed = wanted(
  memberRemove,
  ({ address, others }, about) => [
    phrase(about, "command-left", { address, list: about.list.address }),
    ...(others.length === 0
      ? []
      : [phrase(about, "command-removed-others", { addresses: others.join(", ") })]),
  ],
  { quietly: { goodbye: false }, notifying: NOTIFYING },
);
const invited = wanted(memberInvite, ({ address }, about) => [phrase(about, "command-invited", { address })]);

/** Only what is held for it runs this: who left and takes it back. */
const returned = wanted(memberReturn, ({ address }, about) => [
  phrase(about, "command-returned", { address, list: about.list.address }),
]);

export const MEMBERSHIP = [joined, left, added, removed, invited, returned];

export const SUBSCRIBE: ListVerb = {
  about: "list",
  syntax: "SUBSCRIBE LIST [NAME] [DIGEST]",
  summary: "command-help-subscribe",
  read({ desk, list, words, isNamed, person, quiet, digestOfSet }) {
    const { rest, address } = addressOption(words);
    if (address === WRONG) return WRONG;
    const email = address ?? person.address;
    // Without the list's name it is Mailman's syntax, and another word is a password: nobody's name.
    const { digest: said, rest: others } = isNamed ? digestBehind(rest) : digestAmong(rest);
    const name = isNamed ? others.join(" ") : "";
    if (!isNamed && others.length > 1) return WRONG;
    const refused = whyNot(list, said);
    if (refused !== null) return { lines: [phrase(desk, refused, { list: list.address })] };
    // What the list does not have is no reason not to join: the answer to SET tells it.
    const digest = said ?? (whyNot(list, digestOfSet) === null ? digestOfSet : undefined);
    const choice = { ...(digest === undefined ? {} : { digest }), ...(quiet ? joined.quietly : {}) };
    const input = { list: list.address, address: email, name, ...choice };
    return [{ list, function: "subscribe", email, wanted: joined, input }];
  },
};

function whyNot(list: StoredList, digest: DigestAsked | undefined) {
  return digest === undefined ? null : refusesDigest(list, { reads: digest !== false });
}

export const SIGNOFF: ListVerb = {
  about: "list",
  everyList: true,
  asksAsOne: true,
  syntax: "SIGNOFF LIST [ADDRESS]",
  summary: "command-help-signoff",
  read({ list, others, words, isNamed, person, quiet }) {
    const { rest, address } = addressOption(words);
    if (!isNamed && rest.length > 1) return WRONG;
    const named = address ?? (rest[0]?.includes("@") === true ? addressOf(rest[0]) : person.address);
    if (named === WRONG || named === null) return WRONG;
    const input = { list: list.address, address: named, ...(quiet ? left.quietly : {}) };
    const wish = { list, function: "unsubscribe", email: named, wanted: left, input };
    return [others.length === 0 ? wish : { ...wish, others }];
  },
};

export const ADD: ListVerb = {
  about: "list",
  syntax: "ADD LIST ADDRESS [NAME]",
  summary: "command-help-add",
  read(words) {
    return forAddresses(words, (email, name) => ({
      list: words.list,
      function: "add",
      email,
      wanted: added,
      input: {
        list: words.list.address,
        member: { address: email, name },
        ...(words.quiet ? added.quietly : {}),
      },
    }));
  },
};

export const DEL: ListVerb = {
  about: "list",
  everyList: true,
  syntax: "DEL LIST ADDRESS",
  summary: "command-help-del",
  read(words) {
    const { list } = words;
    return forAddresses(words, (email) => ({
      list,
      function: "del",
      email,
      wanted: removed,
      input: { list: list.address, address: email, ...(words.quiet ? removed.quietly : {}) },
    }));
  },
};

export const INVITE: ListVerb = {
  about: "list",
  syntax: "INVITE LIST ADDRESS [NAME]",
  summary: "command-help-invite",
  read(words) {
    const { list } = words;
    return forAddresses(words, (email, name) => ({
      list,
      function: "invite",
      email,
      wanted: invited,
      input: { list: list.address, address: email, name },
    }));
  },
};

/** One address with a name behind it, or several addresses, with or without commas. */
function forAddresses(
  { words }: Words,
  wish: (email: EmailAddress, name: string) => Wish,
): readonly Wish[] | typeof WRONG {
  const parts = words.map((word) => word.replaceAll(/^[<,]+|[>,]+$/g, "")).filter((word) => word !== "");
  const first = addressOf(parts[0]);
  if (first === null || parts.length > MOST_ADDRESSES) return WRONG;
  const addresses = parts.map(addressOf);
  if (addresses.every((address) => address !== null)) return addresses.map((address) => wish(address, ""));
  return [wish(first, parts.slice(1).join(" "))];
}

/** Mailman's `address=A`, wherever it stands. */
function addressOption(words: readonly string[]): {
  readonly rest: readonly string[];
  readonly address: EmailAddress | typeof WRONG | undefined;
} {
  const isOption = (word: string) => /^address=/i.test(word);
  const option = words.find(isOption);
  const rest = words.filter((word) => !isOption(word));
  if (option === undefined) return { rest, address: undefined };
  return { rest, address: addressOf(option.slice("address=".length)) ?? WRONG };
}

function addressOf(text: string | undefined): EmailAddress | null {
  const parsed = parseEmailAddress(text ?? "");
  return parsed.ok ? parsed.value : null;
}
