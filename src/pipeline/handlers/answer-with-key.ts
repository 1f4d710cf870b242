/**
 * An answer to a question whose key left no room in an address: it came to the address for commands, with the key in a line
 * or in the Subject. A key that a command brings back is none of these.
 */
import type { ReadCommand } from "#commands";
import type { Decision } from "#lists";
import { JOIN_WITH_KEY } from "#operations";
import { requestOfKey } from "#store";
import { answerDecided, decideRequest } from "../commands/decide-request.ts";
import { subjectCommand } from "../commands/words-of.ts";
import type { InFlight } from "../in-flight.ts";
import { joinWithKey } from "../joining/join-with-key.ts";
import { keyAddress } from "../notices/key-address.ts";
import type { PipelineSite } from "../site.ts";

/** null: it is no such answer. */
export async function answerWithKey(
  site: PipelineSite,
  mail: InFlight,
  commands: readonly ReadCommand[],
): Promise<Decision | null> {
  const decided = await answerDecided(site, mail);
  if (decided !== null) return decided;
  const subject = subjectCommand(mail);
  const lines = subject === null ? commands : [subject.command, ...commands];
  for (const { name, words } of lines) {
    const [token] = words;
    if (name !== "CONFIRM" || token === undefined || keyAddress(mail.list, token) !== null) continue;
    const found = await site.db.read((tx) => requestOfKey(tx, token, site.clock.now()));
    if (found?.request.listId !== mail.list.id) continue;
    if (found.request.function === JOIN_WITH_KEY)
      return joinWithKey(site, mail, { request: found.request, token });
    if (found.request.waitsFor === "owner") return decideRequest(site, mail, found);
  }
  return null;
}
