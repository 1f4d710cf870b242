/** Parameters of a list by Sympa's names, as far as a list here has them. */
import type { ListSettings } from "#config";

const PARAMETERS: Readonly<Record<string, (settings: ListSettings) => string>> = {
  subject: ({ description }) => description,
  lang: ({ language }) => language,
  custom_subject: ({ subject_prefix }) => subject_prefix,
  max_size: ({ max_message_size }) => String(max_message_size * 1024),
  anonymous_sender: ({ anonymous_list }) => (anonymous_list === "yes" ? "yes" : ""),
  status: () => "open",
};

/** Undefined: it is not set. A function's parameter names the list's scenario for it. */
export function listParameter(settings: ListSettings, key: string): string | undefined {
  const known = PARAMETERS[key];
  if (known !== undefined && Object.hasOwn(PARAMETERS, key)) return known(settings);
  const own: unknown = Object.hasOwn(settings, key)
    ? (settings as Readonly<Record<string, unknown>>)[key]
    : undefined;
  return typeof own === "string" && own !== "" ? own : undefined;
}
