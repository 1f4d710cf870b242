import { AppError } from "#base";
import { authorities, type Reader, type StoredAuthority } from "#store";

/** The authority of this name, or the only one. @throws AppError not-found, bad-input */
export async function wantedAuthority(tx: Reader, name: string | undefined): Promise<StoredAuthority> {
  const all = await authorities(tx);
  const [first] = all;
  if (first === undefined)
    throw missing("There is no certificate authority here. Make one: conclave ca init NAME");
  if (name === undefined && all.length === 1) return first;
  const names = all.map((one) => one.name).join(", ");
  if (name === undefined) {
    throw new AppError({ code: "bad-input", publicText: `Say which authority with --ca: ${names}` });
  }
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw missing(`There is no certificate authority “${name}”. There is: ${names}`);
}

function missing(publicText: string): AppError {
  return new AppError({ code: "not-found", publicText });
}
