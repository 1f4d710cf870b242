/** gpgsm as the S/MIME program of people who use GnuPG: a home folder of a test's own, nothing is asked or fetched. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import { peer } from "../programs/peers.ts";
import { startGpgAgent, stopGpgAgent } from "./gpg-agent.ts";

export interface Gpgsm {
  readonly home: string;
  /** Throws unless gpgsm is content. */
  must(args: readonly string[], input?: Bytes | string): { output: Buffer; status: string };
  /** Imports a certificate (DER) and trusts it as a root. */
  trust(certificate: Bytes): void;
  file(name: string, content: Bytes | string): string;
}

const QUIET = ["--batch", "--yes", "--no-tty", "--disable-crl-checks", "--status-fd", "2"];

/** Where a passphrase may be asked for: there is none. */
export const LOOPBACK = ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];

export function openGpgsm(test: TestContext): Gpgsm {
  const home = mkdtempSync(join(tmpdir(), "cs-"));
  test.after(() => {
    stopGpgAgent(home);
    rmSync(home, { recursive: true, force: true });
  });
  const file = (name: string, content: Bytes | string): string => {
    const path = join(home, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const must: Gpgsm["must"] = (args, input = "\n") => {
    const done = spawnSync(peer("gpgsm").path, ["--homedir", home, ...QUIET, ...args], {
      input,
      timeout: 60_000,
    });
    const status = done.stderr.toString();
    if (done.status !== 0) throw new Error(`gpgsm ${args.join(" ")}: ${status}`);
    return { output: done.stdout, status };
  };
  file("gpg-agent.conf", "allow-loopback-pinentry\n");
  startGpgAgent(home);
  const trusted: string[] = [];
  return {
    home,
    file,
    must,
    trust(der) {
      trusted.push(`${createHash("sha1").update(der).digest("hex").toUpperCase()} S relax\n`);
      file("trustlist.txt", trusted.join(""));
      spawnSync("gpgconf", ["--homedir", home, "--reload", "gpg-agent"]);
      must(["--import", file(`trusted-${trusted.length}.crt`, der)]);
    },
  };
}

/**
 * Makes an old PKCS#12 file, the only kind it imports, and gives it to gpgsm; throws if it is not taken.
 *
 * QUIRK: gpgsm 2.2 takes about one in a hundred of these files for locked with another passphrase, by the salt that
 * chance gave it, and reads the same key in a file made anew.
 */
export function withAnotherSalt(makeAndImport: () => void): void {
  for (let salts = 1; salts < 4; salts++)
    try {
      return makeAndImport();
    } catch {
      continue;
    }
  makeAndImport();
}

/** A self-signed certificate, as `gpgsm --generate-key` makes it, trusted; gives it as DER. */
export function gpgsmPerson(sm: Gpgsm, name: string, address: string): Bytes {
  const order = [
    "%no-protection",
    "Key-Type: RSA",
    "Key-Length: 2048",
    "Key-Usage: sign, encrypt",
    "Serial: random",
    `Name-DN: CN=${name}`,
    `Name-Email: ${address}`,
    "Hash-Algo: SHA256",
    "Not-After: 2037-01-01 00:00",
    "%commit",
    "",
  ];
  const made = sm.must([...LOOPBACK, "--generate-key", sm.file("order", order.join("\n"))]).output;
  sm.must(["--import", sm.file("person.crt", made)]);
  const der = sm.must(["--export", address]).output;
  sm.trust(der);
  return der;
}

/** The certificates of a PEM file, in its order. */
export function dersOf(pem: string): readonly [Bytes, ...Bytes[]] {
  const [first = "", ...others] = pem.split(/(?<=-----END CERTIFICATE-----)\s+(?=-)/);
  return [derOf(first), ...others.map(derOf)];
}

function derOf(block: string): Bytes {
  return Buffer.from(block.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
}
