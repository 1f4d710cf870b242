/** `conclave ca trust`: authorities of others that lists here are to trust. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { mkdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { utf8 } from "#base";
import { caTrust, type TrustedBundle } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { readFolder } from "../../read/read-folder.ts";
import { readKeyFile } from "../../read/read-input.ts";
import { writeNewFile } from "../../read/write-new-file.ts";
import { type Session, usageError } from "../../session.ts";
import { count } from "../../show/human.ts";

const FOLDER = "authorities";

export function addTrust(ca: CommandUnknownOpts, open: OpenSession): void {
  ca.command("trust")
    .description("Trust the authorities in a file or folder: on one list, or in a dated file for the site")
    .argument("<path>", "PEM or DER, a folder of such files, or Mozilla's certdata.txt (those for mail)")
    .option("--list <list>", "this list trusts them (smime_ca)")
    .option("--name <name>", "what the bundle is called; else the file's name")
    .action(async (path, { list, name }, command) => {
      const session = open(command);
      if (path === "mozilla-email") throw noMozilla();
      const files = await filesAt(session, path);
      const called = name ?? basename(path);
      const bundle = await session.run(caTrust, { name: called, files, list });
      if (list === undefined) await save(session, bundle, called);
      session.print({ ...bundle, text: undefined }, () => bundleLines(bundle));
      if (list !== undefined && bundle.endsSite) session.warn(siteEnds(list));
      if (list !== undefined)
        session.hint(`It counts there if smime_trust is ca: conclave list config ${list}`);
    });
}

async function filesAt(session: Session, path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return [await readKeyFile(session.terminal, path)];
  const names = await readFolder(path);
  return Promise.all(names.map((name) => readKeyFile(session.terminal, join(path, name))));
}

/** In the data folder, under a name with the day in it. */
async function save(session: Session, { text }: TrustedBundle, name: string): Promise<void> {
  const folder = join(session.site.folder, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^\.+/, "");
  const day = session.ports.clock.now().toISOString().slice(0, 10);
  const file = `${plain.replace(/\.(?:pem|crt|txt)$/, "")}-${day}.pem`;
  await writeNewFile(join(folder, file), utf8(text));
  session.hint(
    `Written to ${join(folder, file)}. It counts for lists that name no authority of their own once`,
  );
  session.hint(`conclave.toml says: cafile = "${FOLDER}/${file}"`);
}

function siteEnds(list: string): string {
  return `${list} named no authority before, and trusted those of the site (cafile and capath in conclave.toml). From now on it trusts only its own: what a certificate of the site's authorities signed does not count there any more. To keep them, add the site's file or folder: conclave ca trust FILE --list ${list}`;
}

function bundleLines({ authorities, leftOut }: TrustedBundle): string {
  const names = authorities.map(({ fingerprint, name }) => `${fingerprint.slice(0, 16)}…  ${name}`);
  const others =
    leftOut === 0 ? [] : [`${count(leftOut, "certificate")} left out: no authority, or expired.`];
  const sum = `${authorities.length === 1 ? "1 authority is" : `${authorities.length} authorities are`} in it.`;
  return [...names, ...others, sum].join("\n");
}

/** Debian's ca-certificates do not say which of them are for mail. */
function noMozilla(): ReturnType<typeof usageError> {
  return usageError(
    "No list of Mozilla's comes along, and the certificates that systems have do not say which are for mail. Fetch certdata.txt of NSS (it is in the source package of nss, lib/ckfw/builtins/certdata.txt), and give that file: conclave ca trust certdata.txt",
  );
}
