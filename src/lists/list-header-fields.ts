/** The header fields that say that a message comes from a list: exactly one set (RFC 2369, RFC 2919). */
import { domainOf, type EmailAddress, localPartOf } from "#base";
import { doorAddress } from "./door.ts";

type FieldPair = readonly [name: string, value: string];

/** Fields of other lists, of other servers and of ours, taken off what comes in (S15, RFC 2369 §4). */
const FOREIGN_FIELDS: readonly RegExp[] = [
  /^(?:list-.*|x-beenthere|precedence|errors-to|return-path|delivered-to|bcc|resent-bcc)$/i,
  /^(?:x-mailman-sls-decrypted|x-conclave-.*|autocrypt|autocrypt-gossip|openpgp)$/i,
  /^(?:(?:x-|x-original-)?authentication-results|received-spf|arc-.*|(?:x-google-)?dkim-signature|domainkey-.*)$/i,
  /^x-(?:spam|spamd|rspamd|antispam|bogosity|dspam|virus|clamav|amavis)(?:-.*)?$/i,
  /^(?:disposition-notification-to|return-receipt-to|x-confirm-reading-to)$/i,
  // Mailman's: their values are passwords.
  /^(?:(?:x-)?approved?|urgent)$/i,
];

export function isForeignField(name: string): boolean {
  return FOREIGN_FIELDS.some((field) => field.test(name));
}

/** `Team <team.example.org>` (RFC 2919 §3). */
export function listIdOf(address: EmailAddress): string {
  return `${localPartOf(address)}.${domainOf(address)}`.toLowerCase();
}

/**
 * Names only addresses that are served.
 *
 * @param hasKeys whether `LIST-sendkey` has something to send
 */
export function listHeaderFields(
  address: EmailAddress,
  encodedName: string,
  hasKeys: boolean,
): readonly FieldPair[] {
  const owner = doorAddress(address, "owner");
  const help = hasKeys ? doorAddress(address, "sendkey") : `${owner}?subject=help`;
  return [
    ["List-Id", `${encodedName} <${listIdOf(address)}>`],
    ["List-Help", `<mailto:${help}>`],
    ["List-Post", `<mailto:${address}>`],
    ["List-Owner", `<mailto:${owner}>`],
    ["List-Unsubscribe", `<mailto:${owner}?subject=unsubscribe>`],
    ["Precedence", "list"],
  ];
}

/** Whether a List-Id field that came in names this list: the message has been here before. */
export function isOwnListId(value: string, address: EmailAddress): boolean {
  const inside = /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value;
  return inside.trim().toLowerCase() === listIdOf(address);
}
