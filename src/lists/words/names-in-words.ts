/** Mailman's names, as `%(real_name)s`, in words that owners write: which stand for something, and which nobody knows. */
import type { ListSettingName, ListSettings } from "#config";

const OF_LIST = [
  "real_name",
  "listname",
  "list_name",
  "_internal_name",
  "host_name",
  "description",
  "info",
  "requestemail",
  "adminemail",
  "owneremail",
  "cgiext",
];
/** In `msg_header` and `msg_footer`, where the list is personalised. */
const OF_READER = ["user_address", "user_delivered_to", "user_name", "user_language"];
/** Lines that have them are left out. */
const WITHOUT_VALUE = ["web_page_url", "listurl", "user_password", "user_optionsurl"];

export const NAMES_IN_WORDS: readonly string[] = [...OF_LIST, ...OF_READER, ...WITHOUT_VALUE];

const WORDS = [
  "msg_header",
  "msg_footer",
  "digest_header",
  "digest_footer",
  "welcome_msg",
  "goodbye_msg",
  "autoresponse_postings_text",
  "autoresponse_admin_text",
  "autoresponse_request_text",
] as const satisfies readonly ListSettingName[];

export interface UnknownNames {
  readonly setting: ListSettingName;
  /** As they are written: `%(nickname)s`. */
  readonly names: readonly string[];
}

/** Names that stand for nothing: they go out as they are written. */
export function unknownNames(settings: ListSettings): readonly UnknownNames[] {
  return WORDS.map((setting) => ({ setting, names: unknownIn(settings[setting]) })).filter(
    ({ names }) => names.length > 0,
  );
}

function unknownIn(text: string): readonly string[] {
  const written = [...text.matchAll(/%\((\w+)\)(s?)/g)];
  const unknown = written.filter(([, name = "", s]) => s === "" || !NAMES_IN_WORDS.includes(name));
  return [...new Set(unknown.map(([whole]) => whole))];
}
