import { type EmailAddress, parseEmailAddress } from "#base";

/** The same name at the domains that `equivalent_domains` puts beside the address's own: `a.org, b.org; c.net, d.net`. */
export function equivalentAddresses(domains: string, address: EmailAddress): readonly EmailAddress[] {
  const at = address.lastIndexOf("@");
  const own = address.slice(at + 1).toLowerCase();
  const groups = domains
    .toLowerCase()
    .split(";")
    .map((group) => group.split(",").map((domain) => domain.trim()));
  const group = groups.find((one) => one.includes(own)) ?? [];
  return group
    .filter((domain) => domain !== own && domain !== "")
    .flatMap((domain) => {
      const other = parseEmailAddress(`${address.slice(0, at)}@${domain}`);
      return other.ok ? [other.value] : [];
    });
}
