/**
 * What a list keeps of a post that it distributes: the message as members read it, before it is sealed for anybody, and
 * what was found of its author. Composed before the post is accepted; written in the transaction that accepts it.
 */
import { mayBeArchived, writeArchived, type ArchivedFacts } from "#archive";
import { type Bytes, LARGE_BYTES, latin1, letGo, type Profile } from "#base";
import { keepsPosts, listDemand, settingsForOpened, usesKeys } from "#lists";
import { formatField } from "#mime";
import { foreseePost, type NewArchived, storeArriving } from "#store";
import { composeClear } from "../compose/clear/compose-clear.ts";
import { composePost } from "../compose/opened/compose-post.ts";
import type { PostIdentity } from "../compose/opened/outside.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import type { InFlight } from "../in-flight.ts";
import { newPost } from "./new-post.ts";
import type { Sealing } from "./prepare-body.ts";
import { restoreSubject } from "./restore-subject.ts";
import type { PipelineSite } from "../site.ts";
import { wasOpened } from "../facts/was-opened.ts";

export type ArchivingSite = Pick<PipelineSite, "db" | "clock">;

/** null: it is not kept. */
export async function archiveAhead(
  site: ArchivingSite,
  mail: InFlight,
  identity: PostIdentity,
): Promise<NewArchived | null> {
  return isArchived(mail)
    ? keepAhead(site, mail, identity, { staysSealed: goesSealedOnly, belowFields: false })
    : null;
}

export interface KeptForm {
  /** Whether what is kept goes to nobody but sealed. */
  readonly staysSealed: (mail: InFlight) => boolean;
  /** What was found of the post is read below its fields. */
  readonly belowFields: boolean;
}

/** A large one is stored at once, in steps, and belongs to nobody until the post is accepted. null: it cannot be sent. */
export async function keepAhead(
  site: ArchivingSite,
  mail: InFlight,
  identity: PostIdentity,
  { staysSealed, belowFields }: KeptForm,
): Promise<NewArchived | null> {
  const { list } = mail;
  const post = await site.db.read((tx) => foreseePost(tx, newPost(mail, identity)));
  const named = usesKeys(list.settings) ? await restoreSubject(site, { mail, post, identity }) : mail;
  const sealed = staysSealed(named);
  const octets = await archivedPost(
    { mail: named, post, identity },
    { sealed: goesSealedOnly(named), belowFields },
  );
  if (octets === null || octets.length < LARGE_BYTES) return octets === null ? null : { sealed, octets };
  const stored = await storeArriving(site.db, { listId: list.id, bytes: octets, at: site.clock.now() });
  letGo(octets);
  return { sealed, octets: stored };
}

/** Whether the list keeps it, once it is accepted, and its author did not refuse that. */
export function isArchived(mail: InFlight): boolean {
  const { list, message } = mail;
  return keepsPosts(list.settings) && mayBeArchived(message.header) && !isRefusedInside(mail);
}

/** Its author said so where only the list could read it. */
function isRefusedInside({ opened }: InFlight): boolean {
  if (opened === null) return false;
  const fields = opened.headers.map(({ name, value }) => ({ name, value, raw: NOTHING }));
  const all = (name: string) => fields.filter((field) => field.name.toLowerCase() === name);
  return !mayBeArchived({ fields, all, first: (name) => all(name)[0] });
}

const NOTHING = new Uint8Array();

/** As its copies do, to members with a key; and whatever its author said in a protected Subject (S5). */
export function goesSealedOnly(mail: InFlight): boolean {
  const { settings } = mail.list;
  const rules = wasOpened(mail) ? settingsForOpened(settings) : settings;
  return listDemand(rules, "distrib_encrypt") !== "no" || mail.opened?.subjectProtected === true;
}

/** null: it cannot be sent on as it is, which is about to be found. */
async function archivedPost(
  { mail, post, identity }: Sealing,
  { sealed, belowFields }: { readonly sealed: boolean; readonly belowFields: boolean },
): Promise<Bytes | null> {
  const profile = profileOf(mail, sealed);
  const { opened } = mail;
  if (opened === null || goesAsItCame(mail, profile)) {
    const { list, message, outgoing } = mail;
    const clear = composeClear({ list, message, outgoing, identity, number: post.number, reader: null });
    if (!clear.ok) return null;
    return writeArchived(factsOf(mail, null), clear.value.outer, latin1("\r\n"), clear.value.body);
  }
  const { writableFields } = await import("#protect");
  const numbers = { number: post.number, thread: post.threadNumber };
  const composed = composePost({ mail, opened, identity, numbers, openpgpKey: null, belowFields }, profile);
  const fields = writableFields(composed.protected.length > 0 ? composed.protected : composed.outer);
  const header = fields.map(([name, value]) => formatField(name, value));
  return writeArchived(
    factsOf(mail, composed.block),
    ...header,
    formatField("MIME-Version", "1.0"),
    composed.content,
  );
}

/** What a member reads, whatever their program: where it is sealed, sealed and signed. */
function profileOf({ list: { settings } }: InFlight, sealed: boolean): Profile {
  const { language } = settings;
  const common = { key: "archive", scheme: "openpgp", language, marked: false } as const;
  if (sealed) return { ...common, cipher: "seipd1", sign: true };
  return { ...common, cipher: "none", sign: listDemand(settings, "distrib_sign") !== "no" };
}

/** An anonymous list says of nobody that they wrote, nor does what it keeps. */
function factsOf({ list, author, opened, signedAs }: InFlight, block: string | null): ArchivedFacts {
  const found = {
    block,
    authentic: author.authentic,
    openedAs: opened?.wasEncrypted ?? null,
    integrity: opened?.integrity ?? true,
  };
  if (list.settings.anonymous_list === "yes" || opened === null || !author.authentic)
    return { ...found, author: null, signer: null, signedAs: null };
  return { ...found, author: author.address, signer: author.signer, signedAs };
}
