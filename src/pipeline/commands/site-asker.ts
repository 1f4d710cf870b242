/**
 * Who asks with a mail to the site's own address. It has no keys: it is judged for each list that a command names, by what
 * is bound there and as that list's own address would, and counts there once (S4).
 */
import { type Asker } from "#commands";
import { usesKeys } from "#lists";
import type { Opened } from "#protect";
import type { InboxRow, StoredList } from "#store";
import type { InFlight } from "../in-flight.ts";
import type { PipelineSite } from "../site.ts";
import { soleFrom, startFlight } from "../start-flight.ts";
import { toList } from "../to-list.ts";
import { vouchedFrom } from "../facts/vouched-from.ts";
import { walkTable } from "../inbox/walk-table.ts";
import { type AskingMail, askerOf, listAskerOf, whereNothingIsSigned } from "./asker-of.ts";
import { markOnce } from "./mark-once.ts";

export interface SiteMail extends AskingMail {
  readonly row: InboxRow;
  readonly raw: Uint8Array;
}

/** What its signature covers, whoever made it; null: it is sealed, or cannot be read. */
export async function openedBySite(site: PipelineSite, raw: Uint8Array): Promise<Opened | null> {
  const result = await site.crypt.open({
    message: raw,
    at: site.clock.now(),
    secrets: [],
    signers: () => Promise.resolve([]),
    anchors: [],
    trust: "bound",
    open: { openpgp: false, smime: false },
    verify: { openpgp: true, smime: true },
  });
  if (!result.ok) return null;
  return result.value.layers.some(({ kind }) => kind === "encrypted") ? null : result.value;
}

/** As far as no list is concerned: signatures count on lists only. */
export function siteAsker(site: PipelineSite, mail: SiteMail): Asker {
  const { message, row } = mail;
  const from = soleFrom(message);
  const { authservIds } = site;
  const vouched = row.trusted ? vouchedFrom({ message, from, authservIds }) : null;
  return whereNothingIsSigned(askerOf({ ...mail, vouchedFrom: vouched }));
}

const NOT_READ: Asker = { ok: false, why: "command-not-read" };
const REPLAYED: Asker = { ok: false, why: "command-replayed" };

export interface AskerOnList {
  readonly asker: Asker;
  /** As that list judges it. */
  readonly mail: InFlight;
}

/** @param signed false: the command stands where no signature reaches */
export async function askerOnList(
  site: PipelineSite,
  { row, raw }: SiteMail,
  { list, signed }: { readonly list: StoredList; readonly signed: boolean },
): Promise<AskerOnList> {
  const { mail, refused } = startFlight(site.keyring, row, {
    list: toList(list, site.texts),
    door: "request",
    raw,
  });
  if (refused !== null) return { asker: NOT_READ, mail };
  const walked = await walkTable(site, mail);
  if (walked.decision.do !== "accept") return { asker: NOT_READ, mail };
  if ((await markOnce(site, walked.mail)) !== null) return { asker: REPLAYED, mail };
  return { asker: listAskerOf(walked.mail, signed), mail: walked.mail };
}

/** Whether what is said of a list goes out in the list's own name. */
export function speaksItself(list: StoredList): boolean {
  return usesKeys(toList(list).settings);
}
