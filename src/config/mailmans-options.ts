/** Options of Mailman's that lists do not have here, each with what to do instead: who comes from there knows them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  real_name: "a list is called as `conclave list create` was told",
  owner: "people are appointed: conclave member appoint LIST ADDRESS --owner",
  moderator: "people are appointed: conclave member appoint LIST ADDRESS --moderator",
  mod_password: "a list has one password, for those who moderate it: conclave list password LIST",
  post_password:
    "a list has one password, for those who moderate it; others who may write stand in accept_these_nonmembers",
  send_reminders: "nobody has a password to be reminded of; conclave list remind writes to members by hand",
  host_name: "the domain is a part of the list's address",
  available_languages:
    "every list speaks all languages; language is the list's own, and members choose another",
  admin_member_chunksize: "there is no page that would show members in pieces",
  obscure_addresses: "no page shows addresses; who sees members is said by private_roster",
  archive_private: "there is no web archive; who gets earlier posts by mail is said by archive_mail_access",
  archive_volume_frequency: "there is no web archive; archive_days says how long posts are kept",
};
const NEWS =
  /^(?:nntp_host|linked_newsgroup|gateway_to_(?:news|mail)|news_(?:moderation|prefix_subject_too))$/;

/** null: Mailman has no such option, or it is a setting here. */
export function insteadOfMailmans(option: string): string | null {
  if (NEWS.test(option)) return "there is no gateway to newsgroups";
  return Object.hasOwn(ELSEWHERE, option) ? (ELSEWHERE[option] ?? null) : null;
}
