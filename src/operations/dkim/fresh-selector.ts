import { dkimKeys, type Reader, type StoredDkimKey } from "#store";

interface Wanted extends Pick<StoredDkimKey, "domain" | "algorithm"> {
  readonly at: Date;
}

/** Such as `r202603` or `e202603-2`: a selector that no key of the domain has, so that no record is changed. */
export async function freshSelector(tx: Reader, { domain, algorithm, at }: Wanted): Promise<string> {
  const keys = await dkimKeys(tx);
  const known = new Set(keys.filter((key) => key.domain === domain).map(({ selector }) => selector));
  const month = at.toISOString().slice(0, 7).replace("-", "");
  const first = `${algorithm === "rsa" ? "r" : "e"}${month}`;
  if (!known.has(first)) return first;
  for (let nth = 2; ; nth++) if (!known.has(`${first}-${nth}`)) return `${first}-${nth}`;
}
