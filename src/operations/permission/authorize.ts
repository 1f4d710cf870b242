/**
 * Whether somebody may have what they ask for: the scenario of the list for that function decides. Every request of a
 * person is asked here before it runs; operations themselves ask nobody.
 */
import type { Actor, EmailAddress, Person } from "#base";
import { usesKeys } from "#lists";
import type { Entity } from "#mime";
import type { ActionParts, Attributes } from "#scenario";
import type { Database, StoredList } from "#store";
import { type Answered, askScenario, listScenario } from "./list-scenario.ts";
import { byMembershipRules } from "./membership-rules.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import type { ScenarioSite } from "./scenario-site.ts";

export interface WantedPermission {
  readonly site: ScenarioSite;
  /** Null: it is about the site. */
  readonly list: StoredList | null;
  /** By Sympa's name: `subscribe`, `review`, `archive_mail_access`, … */
  readonly function: string;
  readonly actor: Actor;
  /** Whom it is about; absent: whoever asks. */
  readonly email?: EmailAddress;
  /** Other variables of scenarios, such as `previous_email`. */
  readonly context?: Attributes;
  readonly message?: Entity | null;
  readonly now: Date;
}

/** What decided, for people who ask why. */
export interface DecidedBy {
  /** `subscribe.auth` */
  readonly scenario: string;
  /** The file and line of the rule; null: no rule was for it. */
  readonly file: string | null;
  readonly line: number | null;
  /** Why no rule decided, in words; "" otherwise. */
  readonly detail: string;
}

/** `quiet`: who asks is not answered, and nobody is welcomed. `notify`: the owners are told. */
export type Permit =
  | { readonly do: "allowed"; readonly notify: boolean; readonly quiet: boolean }
  /** `address` has to send a one-time key back (`request_auth`). */
  | { readonly do: "prove"; readonly address: EmailAddress; readonly quiet: boolean }
  | { readonly do: "ask-owner"; readonly notify: boolean; readonly quiet: boolean }
  | { readonly do: "ask-listmaster"; readonly quiet: boolean }
  /** `why` is the key of a reason, by Sympa's names. */
  | { readonly do: "refused"; readonly why: string; readonly quiet: boolean };

export type Permission = Permit & { readonly by: DecidedBy };

export async function authorize(db: Pick<Database, "read">, wanted: WantedPermission): Promise<Permission> {
  const { actor, site, now } = wanted;
  const list = wanted.list === null ? null : { ...wanted.list, settings: settingsOf(wanted.list) };
  const scenario = await listScenario(site, list, wanted.function);
  if (actor.kind === "operator") {
    const by = { scenario: scenario.file, file: null, line: null, detail: "The operator may." };
    return { do: "allowed", notify: false, quiet: false, by };
  }
  const { scenarioMessage } = await import("#scenario");
  const message = wanted.message ?? null;
  const request = {
    function: wanted.function,
    method: actor.method,
    sender: actor.address.toLowerCase(),
    email: (wanted.email ?? actor.address).toLowerCase(),
    context: wanted.context ?? {},
    message: message === null ? null : scenarioMessage(message, { attributes: {}, encrypted: "" }),
  };
  const decided = await askScenario(scenario, request, { db, site, list, now });
  const joining = {
    list: wanted.list,
    function: wanted.function,
    actor,
    email: wanted.email ?? actor.address,
  };
  const permission = await byMembershipRules(
    permissionOf(decided, scenario.file, { wanted, actor }),
    joining,
  );
  return proven(permission, { wanted, actor });
}

interface Asker {
  readonly wanted: WantedPermission;
  readonly actor: Person;
}

function permissionOf(decided: Answered, scenario: string, asker: Asker): Permission {
  const { rule, detail, parts } = decided;
  const by = { scenario, file: rule?.place.file ?? null, line: rule?.place.line ?? null, detail };
  const quiet = parts?.quiet ?? false;
  const notify = parts?.notify ?? false;
  switch (parts?.do) {
    case "do_it":
      return { do: "allowed", notify, quiet, by };
    case "request_auth":
      return { do: "prove", address: whoConfirms(parts, asker), quiet, by };
    case "owner":
      return { do: "ask-owner", notify, quiet, by };
    case "listmaster":
      return { do: "ask-listmaster", quiet, by };
    case "reject":
      return { do: "refused", why: decided.reason ?? decided.tt2 ?? "refused", quiet, by };
    default:
      return { do: "refused", why: "unknown-action", quiet: false, by };
  }
}

const OF_ONESELF: readonly string[] = ["subscribe", "unsubscribe"];

/** Who asks for another's membership does not confirm it for them. */
function whoConfirms({ byTarget }: Pick<ActionParts, "byTarget">, { wanted, actor }: Asker): EmailAddress {
  const target = wanted.email ?? actor.address;
  return byTarget || OF_ONESELF.includes(wanted.function) ? target : actor.address;
}

/** What tells nothing and changes nothing that is not for everybody to see. */
const HARMLESS: readonly string[] = ["info", "visibility"];

/**
 * S2: on a list with keys no unsigned field runs what a scenario would give to the From alone, and none is told to an
 * owner as somebody's wish.
 */
function proven(permission: Permission, { wanted, actor }: Asker): Permission {
  const { list, function: name } = wanted;
  const byFieldAlone = actor.method === "smtp" || actor.method === "dkim";
  const acts = permission.do === "allowed" || permission.do === "ask-owner";
  if (!acts || !byFieldAlone || HARMLESS.includes(name)) return permission;
  if (list === null || !usesKeys(settingsOf(list))) return permission;
  const { quiet, by } = permission;
  return { do: "prove", address: whoConfirms({ byTarget: false }, { wanted, actor }), quiet, by };
}
