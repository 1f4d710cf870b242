/** Whether a name lies within the base of a name constraint, by the rules of its kind (RFC 5280 §4.2.1.10). */
import { addressKey, type AddressKey, type Bytes, domainOf, oncePer, parseEmailAddress } from "#base";
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
  const { address, domain } = partsOf(name);
  if (address === null) return null;
  if (base.text === "") return true;
  if (!base.text.includes("@")) return hostFits(domain, base.text);
  // RFC 9598 §6: a base that is a mailbox names one of ASCII only.
  return name.form === "rfc822Name" && address === partsOf(base).address;
}

/** As it is compared: a certificate may have thousands of names, and an authority thousands of bases. */
const partsOf = oncePer(({ text }: MailName): { address: AddressKey | null; domain: string } => {
  const address = parseEmailAddress(text);
  if (!address.ok) return { address: null, domain: "" };
  return { address: addressKey(address.value), domain: domainOf(address.value) };
});

/** "example.org" is that host, ".example.org" every host below it. */
function hostFits(host: string, base: string): boolean {
  const [is, wanted] = [host.toLowerCase(), base.toLowerCase()];
  return wanted.startsWith(".") ? is.endsWith(wanted) : is === wanted;
}

/** "example.org" is that name and every name below it. QUIRK: some authorities write a leading dot. */
function dnsNameFits(name: string, base: string): boolean {
  const [is, wanted] = [name.toLowerCase(), base.toLowerCase()];
  if (wanted === "" || wanted.startsWith(".")) return is.endsWith(wanted);
  return is === wanted || is.endsWith(`.${wanted}`);
}

const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?(?:[/?#]|$)/i;
const FULL_NAME = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/i;

/** Only the host counts, and only if it is a full name. */
function uriFits(uri: string, base: string): boolean | null {
  const host = AUTHORITY.exec(uri)?.[1] ?? "";
  return FULL_NAME.test(host) ? hostFits(host, base) : null;
}

/** An address and a mask in the base, IPv4 or IPv6. */
function ipAddressFits(address: Bytes, base: Bytes): boolean | null {
  const half = base.length / 2;
  if (half !== 4 && half !== 16) return null;
  if (address.length !== half) return false;
  return address.every((octet, i) => {
    const mask = base[half + i] ?? 0;
    return (octet & mask) === ((base[i] ?? 0) & mask);
  });
}
