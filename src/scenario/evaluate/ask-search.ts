/** `search`: whether the sender is in a filter. Which address is named as the second argument does not matter. */
import { type DirectoryQuery, ldapQuery, sqlQuery, type Variables } from "./directory-query.ts";
import type { Result } from "#base";
import { ConditionError, type Situation } from "../parse/read-operand.ts";
import { isInFilter } from "./search-filter.ts";

const BLOCKLIST = "blocklist.txt";

export async function isFound(file: string, situation: Situation): Promise<boolean> {
  if (file.endsWith(".txt")) return isInText(file, situation);
  if (file.endsWith(".ldap")) return isInDirectory(file, ldapQuery, situation);
  if (file.endsWith(".sql")) return isInDirectory(file, sqlQuery, situation);
  throw new ConditionError(`${file} is no filter: its name ends neither in .txt nor in .ldap or .sql.`);
}

function isInText(file: string, { request, world }: Situation): boolean {
  const texts = world.files.filters(file);
  if (texts.length === 0 && file !== BLOCKLIST) throw new ConditionError(`The filter ${file} is not there.`);
  return texts.some((text) => isInFilter(text, request.sender));
}

async function isInDirectory(
  file: string,
  read: (text: string, variables: Variables) => Result<DirectoryQuery, string>,
  situation: Situation,
): Promise<boolean> {
  const text = situation.world.files.filters(file)[0];
  if (text === undefined) throw new ConditionError(`The filter ${file} is not there.`);
  const query = read(text, variablesOf(situation));
  if (!query.ok) throw new ConditionError(query.error);
  const found = await situation.world.directory(query.value);
  if (found === undefined) throw new ConditionError(`The filter ${file} could not be asked.`);
  return found;
}

function variablesOf({ request, world }: Situation): Variables {
  return (name, key) => {
    if (name === "custom_vars" && key !== undefined) return world.list?.customVars[key];
    if (key !== undefined) return undefined;
    const known = { sender: request.sender, email: request.email, domain: world.domain, host: world.domain };
    const own = Object.hasOwn(known, name) ? known[name as keyof typeof known] : request.context[name];
    return name === "listname" ? world.list?.name : own;
  };
}
