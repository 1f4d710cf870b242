/** A list in a few sentences: who may write how, and who gets it how. */
import { say, sayChosen } from "#i18n";
import type { ListSettings } from "#config";
import type { Scheme } from "#base";
import { familiesFor, listDemand, type Purpose, settingsForOpened, usesKeys } from "../families.ts";
import { keepsPosts } from "../keeps-posts.ts";
import { ALL_KEYS, missingListKeys, type OwnKeys } from "../plan/missing-list-keys.ts";
import { sealsUnopened } from "../plan/plan-unopened.ts";
import { sendScenarioFile } from "../scenario-name.ts";

/** @param ownKeys what the list has keys of its own for */
export function listInWords(settings: ListSettings, ownKeys = ALL_KEYS): readonly string[] {
  const people = [
    ...emergencyInWords(settings),
    ...peopleInWords(settings),
    ...newcomersInWords(settings),
    ...anonymityInWords(settings),
  ];
  if (!usesKeys(settings)) return people;
  const opening = [openingInWords(settings), ...notOpeningInWords(settings, ownKeys)];
  const sending = [sendingInWords(settings), ...signingInWords(settings, ownKeys)];
  return [...people, ...demandToSign(settings), ...opening, ...sending, ...keepingInWords(settings)];
}

/** What the server could open at any time is said; that posts pass it is what lists are for. */
function keepingInWords(settings: ListSettings): readonly string[] {
  const { language, archive_days: days } = settings;
  if (!keepsPosts(settings)) return [];
  return [days === 0 ? say(language, "policy-keeps") : say(language, "policy-keeps-days", { days })];
}

function emergencyInWords({ emergency, language }: ListSettings): readonly string[] {
  return emergency === "yes" ? [say(language, "policy-emergency")] : [];
}

function anonymityInWords({ anonymous_list, language }: ListSettings): readonly string[] {
  return anonymous_list === "yes" ? [say(language, "policy-anonymous")] : [];
}

/** What the sender rules add to what signatures decide. */
function peopleInWords(settings: ListSettings): readonly string[] {
  const { language } = settings;
  if (settings.send !== "")
    return [say(language, "policy-from-scenario", { name: sendScenarioFile(settings.send) })];
  const [members, others] = [settings.default_member_action, settings.generic_nonmember_action];
  const signing = listDemand(settings, "post_sign");
  if (signing === "no" && members === others) return [sayChosen(language, `policy-from-all-${members}`, {})];
  const aboutMembers = signing === "no" || members !== "accept";
  const aboutOthers =
    signing === "no" || (signing === "yes" && (others === "reject" || others === "discard"));
  return [
    ...(aboutMembers ? [membersInWords(settings)] : []),
    ...(aboutOthers ? [sayChosen(language, `policy-from-others-${others}`, {})] : []),
  ];
}

/** That it goes out is no rule for all where new members fare otherwise. */
function membersInWords(settings: ListSettings): string {
  const { language, default_member_action: members } = settings;
  const some = members === "accept" && newcomersInWords(settings).length > 0;
  return sayChosen(language, `policy-from-members-${some ? "trusted" : members}`, {});
}

/** Their moderation is asked before what counts for all members; a scenario takes the place of both. */
function newcomersInWords(settings: ListSettings): readonly string[] {
  const { language, member_moderation_action: action, default_member_action: others } = settings;
  const isSaid = settings.default_member_moderation === "yes" && settings.send === "" && action !== others;
  return isSaid ? [sayChosen(language, `policy-from-new-${action}`, {})] : [];
}

function demandToSign(settings: ListSettings): readonly string[] {
  const families = familiesInWords(settings, "post_sign");
  const demand = listDemand(settings, "post_sign");
  if (demand === "no" && settings.send !== "") return [];
  if (demand === "no" || settings.default_member_action === "accept")
    return [sayChosen(settings.language, `policy-sign-${demand}`, { families })];
  return [sayChosen(settings.language, `policy-unsigned-${demand}`, { families })];
}

function openingInWords(settings: ListSettings): string {
  const { language } = settings;
  const demand = listDemand(settings, "post_encrypt");
  if (demand === "no" && listDemand(settings, "post_sign") !== "no")
    return say(language, "policy-opens-no-signing");
  if (demand === "no" && sealsUnopened(settings)) return say(language, "policy-opens-no-sealing");
  return sayChosen(language, `policy-opens-${demand}`, {
    families: familiesInWords(settings, "post_encrypt"),
  });
}

function sendingInWords(settings: ListSettings): string {
  if (settings.distribution === "as_received") return asReceivedInWords(settings);
  const demand = listDemand(settings, "distrib_encrypt");
  const opens = listDemand(settings, "post_encrypt") !== "no";
  const families = familiesInWords(settings, "distrib_encrypt");
  const key =
    opens && demand !== "force"
      ? (`policy-sends-${demand}-opened` as const)
      : (`policy-sends-${demand}` as const);
  return sayChosen(settings.language, key, { families });
}

/** What came in clear as ever; what came sealed, sealed or not at all; what came signed, as it came. */
function asReceivedInWords(settings: ListSettings): string {
  const { language } = settings;
  const families = familiesInWords(settings, "distrib_encrypt");
  const clear = sayChosen(language, `policy-sends-${listDemand(settings, "distrib_encrypt")}-received`, {
    families,
  });
  const opened = familiesInWords(settingsForOpened(settings), "distrib_encrypt");
  return `${say(language, "policy-sends-received", { families: opened })} ${clear}`;
}

/** What is sealed to a key that is not there stays closed. */
function notOpeningInWords(settings: ListSettings, ownKeys: OwnKeys): readonly string[] {
  const { language } = settings;
  const { opening } = missingListKeys(settings, ownKeys);
  return opening.map((scheme) =>
    say(language, "policy-cannot-open", { family: say(language, `family-${scheme}`) }),
  );
}

/** A list says that it signs where it has a key to sign with. */
function signingInWords(settings: ListSettings, ownKeys: OwnKeys): readonly string[] {
  const { language } = settings;
  const { signing: missing } = missingListKeys(settings, ownKeys);
  const signs = familiesFor(settings, "distrib_sign").filter((scheme) => !missing.includes(scheme));
  return [
    ...(signs.length === 0
      ? []
      : [say(language, "policy-list-signs", { families: namesOf(signs, settings) })]),
    ...missing.map((scheme) =>
      say(language, "policy-cannot-sign", { family: say(language, `family-${scheme}`) }),
    ),
  ];
}

function familiesInWords(settings: ListSettings, purpose: Purpose): string {
  return namesOf(familiesFor(settings, purpose), settings);
}

function namesOf([first, second]: readonly Scheme[], { language }: ListSettings): string {
  if (first === undefined) return "";
  return say(language, second === undefined ? `family-${first}` : "family-both");
}
