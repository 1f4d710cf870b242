/** Parameters of a list that have one plain value in Sympa's configuration; no others may be asked for. */
export const LIST_PARAMETERS: ReadonlySet<string> = new Set(
  `subject visibility lang family_name max_list_members priority spam_protection send delivery_time digest_max_size
  msg_topic_keywords_apply_on msg_topic_tagging anonymous_sender custom_subject footer_type max_size
  personalization_feature reject_mail_from_automates_feature info subscribe add unsubscribe del invite remind review
  owner_domain owner_domain_min process_archive archive_crypted_msg web_archive_spam_protection verp_rate verp_welcome
  verp_remind inclusion_notification_feature sql_fetch_timeout ttl distribution_ttl arc_feature remove_dkim_headers
  clean_delay_queuemod loop_prevention_regex pictures_feature remind_task status serial`.split(/\s+/),
);
