/** What `conclave.toml` says in words of `sympa.conf`: what is done with it, and what is not. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { SiteConfig } from "#config";
import type { Finding } from "#operations";

type Names = Pick<
  SiteConfig,
  "openssl" | "key_password" | "cafile" | "capath" | "x509_user_certs" | "task_models"
>;

export async function examineSympaNames(folder: string, config: Names): Promise<readonly Finding[]> {
  const { openssl, key_password: password } = config;
  const findings: Finding[] = [];
  if (openssl !== "") {
    const text = `openssl = ${openssl} is not used: no program is started to serve mail`;
    findings.push({ level: "note", about: "conclave.toml", text, todo: "" });
  }
  if (password !== "") {
    const text = "key_password stands in it in clear: it is needed only while lists' keys are imported";
    findings.push({ level: "warn", about: "conclave.toml", text, todo: "take it out after the import" });
  }
  const paths = [
    ["cafile", config.cafile, false],
    ["capath", config.capath, true],
    ["x509_user_certs", config.x509_user_certs, true],
    ["task_models", config.task_models, true],
  ] as const;
  for (const [name, path, isFolder] of paths)
    if (path !== "") findings.push(...(await examinePath(name, resolve(folder, path), isFolder)));
  return findings;
}

async function examinePath(name: string, path: string, isFolder: boolean): Promise<readonly Finding[]> {
  const found = await stat(path).catch(() => null);
  if (found !== null && found.isDirectory() === isFolder)
    return [{ level: "ok", about: name, text: path, todo: "" }];
  const text = found === null ? `${path} is not there` : `${path} is ${isFolder ? "no folder" : "a folder"}`;
  return [{ level: "fail", about: name, text, todo: todo(name, path, found === null && isFolder) }];
}

function todo(name: string, path: string, canBeMade: boolean): string {
  const correct = `correct ${name} in conclave.toml`;
  return canBeMade ? `make it (mkdir -m 700 ${path}, as the server's user), or ${correct}` : correct;
}
