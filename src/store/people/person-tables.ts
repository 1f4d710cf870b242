/**
 * What each table holds of a person (S14): a line each. A table without one does not compile, as with the retention file.
 * What is shown is theirs and plain; keys of the server, digests and what is sealed are not.
 */
import { type RawBuilder, sql } from "kysely";
import type { Schema } from "../schema/schema.ts";
import { isAddress, isMember, isTheirKey, isTheirMark, isTheirPost, names, type Person } from "./person.ts";

export interface Theirs {
  readonly where: (person: Person) => RawBuilder<boolean>;
  readonly shown: readonly string[];
  /** What erasing does: rows go; or they stay, and why. */
  readonly erased: "goes" | { readonly stays: string };
}

type Rule = { readonly nothing: string } | Theirs;

/** `columns`: their names with blanks between. */
const goes = (where: Theirs["where"], columns: string): Theirs => ({
  where,
  shown: columns.split(" "),
  erased: "goes",
});
const stays = (why: string, where: Theirs["where"], columns: string): Theirs => ({
  where,
  shown: columns.split(" "),
  erased: { stays: why },
});
const nothing = (why: string): Rule => ({ nothing: why });

/** As a text that `like` compares letter for letter. */
const likely = (text: string): string => text.replace(/[!%_]/g, "!$&");
const IS_MEMBER: Theirs["where"] = (who) => isMember("member_id", who);
const ofTheirPosts: Theirs["where"] = (who) =>
  sql<boolean>`post_id in (select id from post where ${isTheirPost(who)})`;
const IS_LISTS_CONTENT = "what they wrote to the list is the list's; --posts erases that too";

export const PERSON_TABLES: Readonly<Record<keyof Schema, Rule>> = {
  schema_version: nothing("versions of the schema"),
  site_secret: nothing("secrets of the site"),
  storage_key: nothing("keys of lists"),
  list: stays(
    "an owner wrote it into a setting: change it with list config",
    (who) => names("settings", who, '"'),
    "address",
  ),
  list_secret: nothing("keys of lists"),
  list_password: nothing("hashes of lists' passwords"),
  dkim_key: nothing("keys of domains"),
  member: goes(
    (who) => sql<boolean>`address_key = ${who.key}`,
    "list_id address name language receives owner moderator delivery delivery_why delivery_until ack not_metoo no_dupes topics other_topics conceal moderated digest digest_since digest_sealed_since created_at",
  ),
  member_address: goes(
    (who) => sql<boolean>`(address_key = ${who.key} or ${isMember("member_id", who)})`,
    "list_id address confirmed_at",
  ),
  member_key: goes(IS_MEMBER, "list_id scheme fingerprint public source confirmed_addresses bound_at"),
  member_key_signer: nothing("key ids that stand in member_key as well"),
  key_offer: goes(IS_MEMBER, "list_id scheme fingerprint public via backed state offered_at until"),
  key_warning: goes((who) => isTheirKey("fingerprint", who), "list_id fingerprint stage told_at"),
  left_key: stays(
    "for a year the address comes back only with this key or by an owner (S9); address and fingerprint become HMACs",
    isTheirMark,
    "list_id scheme fingerprint left_at back_at until",
  ),
  departure: goes((who) => sql<boolean>`address_key = ${who.key}`, "list_id until"),
  revocation_list: nothing("lists of authorities"),
  certificate_status: goes((who) => isTheirKey("fingerprint", who), "fingerprint status answered_until"),
  certificate_file: stays(
    "a file in the watched folder: remove it there, and the row goes",
    (who) => sql<boolean>`lower(name) like ${`${likely(who.key)}%`} escape '!'`,
    "name problem seen_at",
  ),
  authority: nothing("authorities of the site"),
  issued_certificate: stays(
    "an authority must know what it issued: take it back with ca revoke",
    (who) => isAddress("address", who),
    "address serial fingerprint issued_at expires_at revoked_at",
  ),
  requested_key: nothing("keys of lists"),
  digest: nothing("volumes and issues"),
  digest_left_out: nothing("numbers of posts"),
  digest_post: stays(IS_LISTS_CONTENT, ofTheirPosts, "list_id number at sealed size"),
  last_digest: goes(IS_MEMBER, "list_id form since sealed_since until"),
  node: nothing("processes"),
  blob: nothing("what other rows hold, sealed"),
  blob_chunk: nothing("what other rows hold, sealed"),
  inbox_effect: nothing("what is answered in a moment, sealed"),
  inbox: goes(
    (who) => isAddress("envelope_from", who),
    "id list_id received_at envelope_from rcpt_to peer size state decision code done_at",
  ),
  held: goes(
    (who) =>
      sql<boolean>`(${isAddress("sender", who)} or ${isAddress("answer_to", who)}
        or inbox_id in (select id from inbox where ${isAddress("envelope_from", who)}))`,
    "id list_id kind code public_text sender size held_at until answer_to",
  ),
  untold: goes((who) => isAddress("address", who), "list_id what address ended_at"),
  held_token: nothing("digests of addresses that were given out; they go with the member"),
  errand: nothing("orders of mail, sealed; those that name them go"),
  request: goes(
    (who) => sql<boolean>`(${isAddress("actor", who)} or ${isAddress("email", who)})`,
    "list_id function actor method email operation created_at expires_at",
  ),
  request_key: nothing("digests of one-time keys; those of theirs go"),
  mark: nothing("HMACs and digests of what was signed (S4)"),
  session_mark: nothing("HMACs of what was sealed (S1)"),
  answer_count: goes((who) => names("subject", who, " "), "subject window_start count expires_at"),
  post: stays(IS_LISTS_CONTENT, isTheirPost, "id list_id number message_id accepted_at"),
  post_member: goes(IS_MEMBER, "post_id state"),
  kept: stays(IS_LISTS_CONTENT, ofTheirPosts, "post_id list_id until"),
  archived: stays(IS_LISTS_CONTENT, ofTheirPosts, "list_id number at sealed size"),
  waiting_notice: goes(IS_MEMBER, "told_at"),
  outbox: goes(
    (who) => sql<boolean>`(${isAddress("rcpt_to", who)} or ${IS_MEMBER(who)})`,
    "id list_id post_id rcpt_to return_path state attempts code reply created_at done_at",
  ),
  body: nothing("what copies share: it goes with the last delivery"),
  body_chunk: nothing("what copies share: it goes with the last delivery"),
  task: nothing("scheduled work"),
  task_model: nothing("scheduled work"),
  task_run: nothing("scheduled work"),
};
