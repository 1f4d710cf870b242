/** What is about no list: LISTS, WHICH, and words that are answered so that nobody waits for more. */
import { domainOf } from "#base";
import { readStoredSettings } from "#lists";
import { memberWhich } from "#operations";
import { allLists, type StoredList } from "#store";
import { isVisible } from "../asking/may-know-of.ts";
import type { Told } from "../desk.ts";
import { phrase } from "../texts/phrase.ts";
import type { PlainVerb } from "./verb.ts";

const MOST_LISTS = 500;

export const LISTS: PlainVerb = {
  about: "nothing",
  syntax: "LISTS",
  summary: "command-help-lists",
  async run(desk) {
    if (!desk.anyone.ok) return { lines: [phrase(desk, desk.anyone.why)] };
    const all = await desk.context.db.read(allLists);
    const here = all.filter(({ address }) => domainOf(address) === desk.domain).slice(0, MOST_LISTS);
    const lines: string[] = [];
    for (const list of here) if (await isVisible(desk, list, desk.anyone.person)) lines.push(lineOf(list));
    return { lines: lines.length === 0 ? [phrase(desk, "command-no-lists")] : lines };
  },
};

function lineOf({ address, settings }: StoredList): string {
  const { description } = readStoredSettings(settings).settings;
  return description === "" ? address : `${address}  ${description}`;
}

export const WHICH: PlainVerb = {
  about: "nothing",
  syntax: "WHICH",
  summary: "command-help-which",
  async run(desk): Promise<Told> {
    if (!desk.anyone.ok) return { lines: [phrase(desk, desk.anyone.why)] };
    const { person } = desk.anyone;
    const { address } = person;
    const found = await memberWhich.invoke({ ...desk.context, actor: person }, { address });
    if (!found.ok) return { lines: [phrase(desk, "command-failed")] };
    const lines = found.value.map(({ list, delivery }) =>
      delivery ? list : phrase(desk, "command-which-off", { list }),
    );
    return { lines: lines.length === 0 ? [phrase(desk, "command-which-none", { address })] : lines };
  },
};

export const ECHO: PlainVerb = {
  about: "nothing",
  syntax: "ECHO",
  summary: "command-help-echo",
  run: (desk) => Promise.resolve({ lines: [phrase(desk, "command-echo")] }),
};

export const PASSWORD: PlainVerb = {
  about: "nothing",
  syntax: "PASSWORD",
  summary: "command-help-password",
  run: (desk) => Promise.resolve({ lines: [phrase(desk, "command-password")] }),
};
