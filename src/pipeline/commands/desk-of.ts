/** The desk that a mail to a list stands at. */
import { domainOf } from "#base";
import type { Asker, Desk } from "#commands";
import { listById } from "#store";
import { speakingTo, voiceOf } from "#lists";
import type { InFlight } from "../in-flight.ts";
import { broughtBy } from "../keys-along/brought-by.ts";
import { takeNewcomersKeys } from "../keys-along/take-keys-along.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

/** What operations need that commands run. */
export function operationContext(site: PipelineSite): Desk["context"] {
  const { db, clock, random, logger, scenarios, keyring } = site;
  const { authorityFiles } = keyring;
  return {
    db,
    clock,
    random,
    logger,
    scenarios,
    authorityFiles,
    wake: () => site.wakeErrands(),
    progress: () => {},
  };
}

/** null: the list is gone meanwhile. */
export async function deskOf(site: PipelineSite, mail: InFlight, asker: Asker): Promise<Desk | null> {
  const { list, contentMark, inboxId } = mail;
  const own = await site.db.read((tx) => listById(tx, list.id));
  if (own === null) return null;
  return {
    context: operationContext(site),
    language: voiceOf(list),
    voiceIn: (language) => voiceOf(speakingTo(toList(own, site.texts), { language })),
    domain: domainOf(list.address),
    own,
    anyone: asker,
    who: () => Promise.resolve(asker),
    asked: contentMark,
    inboxId,
    brought: () => broughtBy(mail),
    carriedOut: (tx) => takeNewcomersKeys(tx, mail),
  };
}
