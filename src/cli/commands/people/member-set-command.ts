/** `conclave member set`: what a member chose, on one list or on all that they are on. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { memberSet, memberSetAll, memberSetEveryone, readOptionWords } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { usageError } from "../../session.ts";
import { count } from "../../show/human.ts";
import { memberDetails } from "../../show/show-member.ts";

const WORDS_HELP = [
  "",
  "mail, nomail      posts come to them, or not",
  "until YYYY-MM-DD  a vacation: posts do not come until that day",
  "not_me, metoo     they do not get their own posts, or do",
  "nodupes, dupes    they do not get what names them in To or Cc, or do",
  "ack, noack        they hear of each post of theirs that went out, or not",
  "conceal, noconceal  they are not shown to other members, or are",
  "topics NAME,NAME  of the list's topics only these; _ stands for a blank; topics all: everything",
  "other_topics on   also what is about none of the topics; off: not",
  "name THEIR NAME   the rest of the line is their name",
  "language de       the list writes to them in en, de, fr, nl or es; language list: in its own",
].join("\n");

export function addMemberSet(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("set")
    .description(
      "Change what a member chose, on one list or all of theirs; or what everybody on a list chose",
    )
    .argument("<list>", "address of the list; with --all-lists left out")
    .argument("[address]", "address of the member; with --everyone left out")
    .argument(
      "[words...]",
      "mail, nomail, until YYYY-MM-DD, not_me, metoo, conceal, noconceal, ack, noack, …",
    )
    .option("--name <name>", "the member's name")
    .option("--all-lists", "on every list that the address is on")
    .option("--everyone", "for all who are on the list now")
    .addHelpText("after", WORDS_HELP)
    .action(async (...[list, address, words, { name, allLists, everyone }, command]) => {
      const session = open(command);
      if (allLists === true && everyone === true)
        throw usageError("Say --all-lists or --everyone, not both.");
      const all = [...(address === undefined ? [] : [address]), ...words];
      if (everyone === true) {
        const set = await session.run(memberSetEveryone, { list, options: chosen(all, name) });
        return session.print(set, ({ members }) => `Set for ${count(members, "member")} of ${set.list}.`);
      }
      if (allLists === true) {
        const options = chosen(all, name);
        const set = await session.run(memberSetAll, { address: list, options });
        return session.print(set, (done) => `Set for ${done.address} on ${done.lists.join(", ")}.`);
      }
      if (address === undefined)
        throw usageError("Name the list and the member, or say --all-lists or --everyone.");
      const options = chosen(words, name);
      session.print(await session.run(memberSet, { list, address, options }), memberDetails);
    });
}

function chosen(words: readonly string[], name: string | undefined) {
  const options = words.length === 0 && name !== undefined ? {} : readOptionWords(words);
  return { ...options, ...(name === undefined ? {} : { name }) };
}
