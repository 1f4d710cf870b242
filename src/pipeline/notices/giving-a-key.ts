/** What people are told who are to give a key or to sign: otherwise where the list trusts authorities. */
import { sayChosen, type TextKey, underAuthorities } from "#i18n";
import { doorAddress, familiesFor, type List, settingsForOpened, trustsAuthorities, voiceOf } from "#lists";

/** The addresses of the list are among the arguments of every such text. */
export function sayAdvice(
  list: List,
  key: TextKey,
  args: Readonly<Record<string, string | number>> = {},
): string {
  const chosen = trustsAuthorities(list.settings) ? underAuthorities(key) : key;
  return sayChosen(voiceOf(list), chosen, { ...args, ...namesIn(list) });
}

export function namesIn({ address }: List): { owner: string; request: string; sendkey: string } {
  return {
    owner: doorAddress(address, "owner"),
    request: doorAddress(address, "request"),
    sendkey: doorAddress(address, "sendkey"),
  };
}

/** Which kind of key helps: on a list that seals in one family only, only that. */
export function givingAKey(list: List): string {
  const [family, ...others] = familiesFor(settingsForOpened(list.settings), "distrib_encrypt");
  return sayAdvice(list, family === undefined || others.length > 0 ? "waiting-do" : `waiting-do-${family}`);
}
