/** What goes, or went, with a list. */
import { inGroups } from "#base";
import type { DeletedList } from "#operations";
import { count, SCHEME_NAMES } from "./human.ts";

export function deletedList(list: DeletedList): string {
  const { address, name, done, keys, namedBy } = list;
  const first = done
    ? `${address} (“${name}”) is deleted. With it went:`
    : `This goes with ${address} (“${name}”); nothing was done yet:`;
  const lost = keys.map(
    ({ scheme, fingerprint }) =>
      `its ${SCHEME_NAMES[scheme]} key ${inGroups(fingerprint)}: what was sealed to it nobody opens any more`,
  );
  const rest = namedBy.map((other) => `Settings of ${other} name it: look at conclave list config ${other}`);
  return [first, ...[...counted(list), ...lost].map((line) => `  ${line}`), ...rest].join("\n");
}

function counted({ members, archived, held, requests, deliveries }: DeletedList): readonly string[] {
  return [
    count(members, "member"),
    `${count(archived, "post")} that it keeps`,
    `${count(held, "message")} that wait or were refused, ${count(requests, "person", "people")} who wait for a yes`,
    `${count(deliveries, "copy", "copies")} still to be sent`,
  ];
}
