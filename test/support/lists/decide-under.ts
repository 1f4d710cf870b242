/** What the steps of the pipeline decide about a real message under any settings. Nothing is written. */
import { type Bytes, systemRandom, utf8 } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import type { Decision } from "#lists";
import { PLAIN_SCENARIO_SITE } from "#operations";
import { createKeyring } from "#pipeline";
import { openPost } from "#protect";
import { listByAddress } from "#store";
import type { StepContext } from "../../../src/pipeline/in-flight.ts";
import { type Arrival, startFlight } from "../../../src/pipeline/start-flight.ts";
import { toList } from "../../../src/pipeline/to-list.ts";
import { walkTable } from "../../../src/pipeline/inbox/walk-table.ts";
import { TEAM } from "./sealed-team.ts";
import type { TestServer } from "../server.ts";

export type Decide = (settings: ListSettingChanges, message: Bytes) => Promise<Decision>;

/** For the list TEAM with its keys and members as they are; its own settings do not matter. */
export async function decideUnder({ db }: TestServer, at: Date): Promise<Decide> {
  const stored = await db.read((tx) => listByAddress(tx, TEAM));
  if (stored === null) throw new Error(`there is no list ${TEAM}`);
  const list = toList(stored);
  const keyring = createKeyring(db, utf8("marks"));
  const context: StepContext = {
    random: systemRandom,
    db,
    imageKey: utf8("images"),
    authservIds: [],
    dmarcPolicy: async () => null,
    scenarios: PLAIN_SCENARIO_SITE,
    keyring,
    crypt: { open: openPost },
  };
  const arrival: Arrival = {
    id: 1 as Arrival["id"],
    transactionId: "1",
    envelopeFrom: "sender@example.org",
    rcptTo: TEAM,
    receivedAt: at,
    approved: false,
    trusted: false,
  };
  return async (changes, message) => {
    const settings = listSettings(changes);
    const { mail } = startFlight(keyring, arrival, {
      list: { ...list, settings },
      door: "post",
      raw: message,
    });
    return (await walkTable(context, mail)).decision;
  };
}

export function decisionWords(decision: Decision): string {
  return "code" in decision ? `${decision.do}: ${decision.code}` : decision.do;
}
