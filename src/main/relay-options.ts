/** The `[relay]` table of `conclave.toml` as the SMTP client takes it. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, fromUtf8 } from "#base";
import type { SiteConfig } from "#config";
import type { ConnectOptions } from "#wire";

/** @throws AppError bad-config for a file of the relay that cannot be read */
export async function relayOptions(folder: string, config: SiteConfig): Promise<ConnectOptions> {
  const { host, port, tls, ca_file: caFile, user, password_file: passwordFile } = config.relay;
  return {
    protocol: "smtp",
    address: { kind: "tcp", host, port },
    hostname: config.hostname,
    ...(tls === "auto" ? {} : { tls }),
    ...(caFile === "" ? {} : { ca: await readText(folder, caFile) }),
    ...(user === "" ? {} : { auth: { username: user, password: await readPassword(folder, passwordFile) } }),
  };
}

async function readPassword(folder: string, path: string): Promise<string> {
  if (path === "") throw badConfig("relay.user is set; set relay.password_file too.");
  return (await readText(folder, path)).split(/\r?\n/, 1)[0] ?? "";
}

async function readText(folder: string, path: string): Promise<string> {
  try {
    return fromUtf8(await readFile(resolve(folder, path)));
  } catch (thrown) {
    throw badConfig(`${path}, named in [relay], cannot be read.`, thrown);
  }
}

function badConfig(publicText: string, cause?: unknown): AppError {
  return new AppError({ code: "bad-config", publicText, cause });
}
