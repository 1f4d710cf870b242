/** The table `[directory]` of `conclave.toml` as the look-up of certificates takes it. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, type Bytes, fromUtf8 } from "#base";
import type { SiteConfig } from "#config";
import type { CertificateDirectory } from "#tasks";

/** null: none is named. @throws AppError bad-config for a file of it that cannot be read */
export async function certificateDirectory(
  folder: string,
  { directory }: SiteConfig,
): Promise<CertificateDirectory | null> {
  const { url, tls, ca_file: ca, base, filter, bind_dn: dn, password_file: password } = directory;
  if (url === "") return null;
  const login = dn === "" ? null : { dn, password: await readPassword(folder, password) };
  return {
    base,
    filter,
    server: {
      url,
      login,
      startTls: tls === "never" ? false : needsTls(url, tls),
      ca: ca === "" ? null : await read(folder, ca),
    },
  };
}

/** What goes to this machine need not be hidden from anybody on the way. */
function needsTls(url: string, tls: "auto" | "require"): boolean {
  const { protocol, hostname } = new URL(url.replace(/^ldap/, "http"));
  if (protocol === "https:") return false;
  return tls === "require" || !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

async function readPassword(folder: string, path: string): Promise<string> {
  if (path === "") throw badConfig("directory.bind_dn is set; set directory.password_file too.");
  return fromUtf8(await read(folder, path)).split(/\r?\n/, 1)[0] ?? "";
}

async function read(folder: string, path: string): Promise<Bytes> {
  try {
    return await readFile(resolve(folder, path));
  } catch (thrown) {
    throw badConfig(`${path}, named in [directory], cannot be read.`, thrown);
  }
}

function badConfig(publicText: string, cause?: unknown): AppError {
  return new AppError({ code: "bad-config", publicText, cause });
}
