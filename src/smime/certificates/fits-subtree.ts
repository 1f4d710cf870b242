/**
 * Whether a name lies within the base of a name constraint, by the rules of its kind (RFC 5280 §4.2.1.10). No base is
 * guessed at: what is not written as its kind demands can be compared with nothing.
 */
import { addressKey, type AddressKey, type Bytes, domainOf, oncePer } from "#base";
import { addressOf } from "./certificate-addresses.ts";
import { comparableName, isWithin } from "./distinguished-name.ts";
import { type GeneralName, isMailName, type MailName } from "./general-name.ts";

/** null: the two cannot be compared. */
export function fitsSubtree(name: GeneralName, base: GeneralName): boolean | null {
  switch (base.form) {
    case "rfc822Name":
      return isMailName(name) ? mailFits(name, base) : null;
    case "dNSName":
      return name.form === "dNSName" ? dnsNameFits(name.text, base.text) : null;
    case "uniformResourceIdentifier":
      return name.form === "uniformResourceIdentifier" ? uriFits(name.text, base.text) : null;
    case "directoryName":
      return name.form === "directoryName"
        ? isWithin(comparableName(name.name), comparableName(base.name))
        : null;
    case "iPAddress":
      return name.form === "iPAddress" ? ipAddressFits(name.octets, base.octets) : null;
    case "SmtpUTF8Mailbox":
    case "other":
      return null;
  }
}

/** A mailbox, a host, or with a leading dot the hosts of a domain; nothing at all stands for all mail. */
function mailFits(name: MailName, base: MailName): boolean | null {
  const is = placeOf(name);
  if (!is) return null;
  if (base.text === "") return true;
  const wanted = base.text.includes("@") ? placeOf(base) : hostOnly(base);
  if (!wanted) return null;
  return wanted.mailbox === null ? hostFits(is.host, wanted.host) : is.mailbox === wanted.mailbox;
}

interface MailPlace {
  /** null: every one of the host. */
  readonly mailbox: string | null;
  readonly host: string;
}

/** As it is compared: a certificate may have thousands of names, and an authority thousands of bases. */
const placeOf: (name: MailName) => MailPlace | null = oncePer((name) => {
  const address = addressOf(name);
  return address && { mailbox: unquoted(addressKey(address)), host: domainOf(address) };
});

/** A local part means the same in quotes and without (RFC 5321 §4.1.2). */
function unquoted(key: AddressKey): string {
  return key.replace(/^"(.*)"(?=@[^@]*$)/u, (_, text: string) => text.replace(/\\(.)/gu, "$1"));
}

/** null: no host that a mailbox could be at. */
const hostOnly: (base: MailName) => MailPlace | null = oncePer(({ form, text }) => {
  const dot = text.startsWith(".") ? "." : "";
  const address = addressOf({ form, text: `postmaster@${text.slice(dot.length)}` });
  return address && { mailbox: null, host: dot + domainOf(address) };
});

/** "example.org" is that host, ".example.org" every host below it. */
function hostFits(host: string, base: string): boolean {
  const [is, wanted] = [host.toLowerCase(), base.toLowerCase()];
  return wanted.startsWith(".") ? is.endsWith(wanted) : is === wanted;
}

const DNS_NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const DNS_BASE = /^\.?(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)?$/;

/** "example.org" is that name and every name below it. QUIRK: some authorities write a leading dot. */
function dnsNameFits(name: string, base: string): boolean | null {
  const [is, wanted] = [name.toLowerCase(), base.toLowerCase()];
  if (!DNS_NAME.test(is.replace(/^\*\./, "")) || !DNS_BASE.test(wanted)) return null;
  if (wanted === "" || wanted.startsWith(".")) return is.endsWith(wanted);
  return is === wanted || is.endsWith(`.${wanted}`);
}

const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?(?:[/?#]|$)/i;
const FULL_NAME = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/i;

/** Only the host counts, and only if it is a full name. */
function uriFits(uri: string, base: string): boolean | null {
  const host = AUTHORITY.exec(uri)?.[1] ?? "";
  const comparable = FULL_NAME.test(host) && FULL_NAME.test(base.replace(/^\./, "base."));
  return comparable ? hostFits(host, base) : null;
}

/** An address and a mask in the base, IPv4 or IPv6. */
function ipAddressFits(address: Bytes, base: Bytes): boolean | null {
  const half = base.length / 2;
  if (![4, 16].includes(half) || ![4, 16].includes(address.length)) return null;
  if (address.length !== half) return false;
  return address.every((octet, i) => {
    const mask = base[half + i] ?? 0;
    return (octet & mask) === ((base[i] ?? 0) & mask);
  });
}
