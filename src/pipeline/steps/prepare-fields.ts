import { addressKey, type AddressKey, parseEmailAddress } from "#base";
import { usesKeys } from "#lists";
import { mailboxesOf } from "#mime";
import { offersLeaveLink } from "#operations";
import { memberById, withoutDuplicates } from "#store";
import { mayGoAsItCame } from "../facts/goes-as-it-came.ts";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * What stands in From and Cc of copies in clear: `from_is_list` with the name by which the list knows its member, and
 * `drop_cc`, whom Cc names and who gets no copy because of that; and whether each copy says how its own reader leaves.
 */
export async function prepareFields(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { from_is_list: always } = mail.list.settings;
  const asked = mail.outgoing.from === "author" && always !== "no" ? always : mail.outgoing.from;
  const from = asked === "wrap" && !mayBeEnclosed(mail) ? "munge" : asked;
  const authorName = from === "author" ? "" : await nameOfAuthor(mail, context);
  return go({
    ...mail,
    outgoing: {
      ...mail.outgoing,
      from,
      authorName,
      notInCc: await notInCc(mail, context),
      ownLeaveLink: context.leaveLink !== undefined && offersLeaveLink(mail.list.settings),
    },
  });
}

/** What the list composes anew is not as it came: there is nothing to enclose. */
function mayBeEnclosed(mail: InFlight): boolean {
  return mail.opened === null || mayGoAsItCame(mail);
}

async function nameOfAuthor({ member }: InFlight, { db }: StepContext): Promise<string> {
  if (member === null) return "";
  return (await db.read((tx) => memberById(tx, member)))?.name ?? "";
}

/** On lists with keys nothing that anybody could write keeps a copy from anybody (S2). */
async function notInCc(
  { list, message, member: author }: InFlight,
  { db }: StepContext,
): Promise<readonly AddressKey[]> {
  if (list.settings.drop_cc === "no" || usesKeys(list.settings)) return [];
  const named = mailboxesOf(message.header, "cc").flatMap(({ address }) => {
    const read = parseEmailAddress(address);
    return read.ok ? [addressKey(read.value)] : [];
  });
  if (named.length === 0) return [];
  return db.read((tx) => withoutDuplicates(tx, { listId: list.id, author, named: [...new Set(named)] }));
}
