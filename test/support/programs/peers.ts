/**
 * The other mail programs that judge ours. They are never started to serve a message, only by
 * tests. A missing one skips its tests; with CONCLAVE_PEERS=required it fails them.
 */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Program name and the Debian package that brings it. */
export const PEERS = {
  gpg: "gnupg",
  gpgsm: "gpgsm",
  sq: "sq",
  openssl: "openssl",
  postfix: "postfix",
  exim4: "exim4-daemon-light",
  dovecot: "dovecot-imapd",
  mutt: "mutt",
  neomutt: "neomutt",
  notmuch: "notmuch",
  thunderbird: "thunderbird",
  slapd: "slapd",
  script: "bsdutils",
  arcverify: "python3-dkim",
  "dkimproxy-verify": "libmail-dkim-perl",
} as const;

/** For programs that need a display; asked for by CONCLAVE_PEERS=evolution, never required. */
const DISPLAY_PEERS = {
  evolution: "evolution",
  certutil: "libnss3-tools",
  pk12util: "libnss3-tools",
  "xvfb-run": "xvfb",
  "dbus-run-session": "dbus",
  openbox: "openbox",
  xdotool: "xdotool",
} as const;

const ALL = { ...PEERS, ...DISPLAY_PEERS };

export type PeerName = keyof typeof ALL;

export interface Peer {
  readonly path: string;
  /** Goes straight into a test's options: `test("…", { skip: gpg.skip }, …)`. */
  readonly skip: string | false;
}

/** Where a peer program is, or why its tests are skipped; throws if it is missing but required. */
export function peer(name: PeerName): Peer {
  const path = findProgram(name);
  if (path !== null) return { path, skip: false };
  const reason = `${name} is not installed (Debian package ${ALL[name]})`;
  if (peersAreRequired()) throw new Error(`${reason}, and CONCLAVE_PEERS=required`);
  return { path: "", skip: reason };
}

export function peersAreRequired(): boolean {
  return process.env["CONCLAVE_PEERS"] === "required";
}

export function missingPeers(): readonly (keyof typeof PEERS)[] {
  return (Object.keys(PEERS) as (keyof typeof PEERS)[]).filter((name) => findProgram(name) === null);
}

/** Debian puts daemons where only root's PATH looks, and `.ci/exim` puts Exim there, too. */
const DAEMONS = ["/usr/local/sbin", "/usr/sbin"];

function findProgram(name: string): string | null {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const folders = [...path.filter((folder) => folder !== ""), ...DAEMONS];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
