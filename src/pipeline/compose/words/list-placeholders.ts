/**
 * Names that stand for something of the list's or of who reads it in words that owners write (`msg_footer`, `welcome_msg`):
 * ours in braces, and Mailman's as `%(…)s`.
 */
import { domainOf, type EmailAddress, localPartOf } from "#base";
import { doorAddress, type List } from "#lists";

/** The member whose copy it is (`personalize`). */
export interface CopyReader {
  readonly name: string;
  readonly address: EmailAddress;
}

/** Without a value here: lines that name it are left out. Passwords stand in no mail. */
const ABSENT = /%\((?:web_page_url|listurl|user_password|user_optionsurl)\)s/;
const OF_READER = /%\(user_(?:address|delivered_to|name|language)\)s/;
const PLACEHOLDER = /\{(name|address|owner|request)\}|%\((\w+)\)s|%%/g;

/** Names that are known to nobody stay as they are written. */
export function expandPlaceholders(text: string, list: List, reader: CopyReader | null): string {
  const values = new Map([...ofList(list), ...(reader === null ? [] : ofReader(list, reader))]);
  const valueOf = (whole: string, own?: string, mailmans?: string): string =>
    whole === "%%" ? "%" : (values.get(own ?? mailmans ?? "") ?? whole);
  return text
    .split(/\r?\n/)
    .filter((line) => !ABSENT.test(line) && (reader !== null || !OF_READER.test(line)))
    .map((line) => line.replaceAll(PLACEHOLDER, valueOf))
    .join("\n");
}

/** Whether they differ from member to member. */
export function namesReader(text: string): boolean {
  return OF_READER.test(text);
}

type Value = readonly [name: string, value: string];

function ofList({ address, displayName, settings }: List): readonly Value[] {
  const name = localPartOf(address);
  return [
    ["name", displayName],
    ["address", address],
    ["owner", doorAddress(address, "owner")],
    ["request", doorAddress(address, "request")],
    ["real_name", displayName],
    ["listname", displayName],
    ["requestemail", doorAddress(address, "request")],
    ["adminemail", doorAddress(address, "owner")],
    ["owneremail", doorAddress(address, "owner")],
    ["list_name", name],
    ["_internal_name", name],
    ["host_name", domainOf(address)],
    ["description", settings.description],
    ["info", settings.info],
    ["cgiext", ""],
  ];
}

function ofReader({ settings }: List, { name, address }: CopyReader): readonly Value[] {
  return [
    ["user_address", address],
    ["user_delivered_to", address],
    ["user_name", name === "" ? address : name],
    ["user_language", settings.language],
  ];
}
