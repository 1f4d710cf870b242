/**
 * GnuPG 2.2 as a judge: a home of its own per test, a short path because of its sockets, gone afterwards
 * with its agent. Nothing is asked, nothing is fetched.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peer } from "../programs/peers.ts";
import { startGpgAgent, stopGpgAgent } from "./gpg-agent.ts";

export interface GpgResult {
  readonly status: number;
  readonly output: Buffer;
  /** Lines of --status-fd, e.g. "GOODSIG …". */
  readonly lines: readonly string[];
  readonly errors: string;
}

export interface Gpg {
  readonly home: string;
  /** Runs gpg with these arguments; input goes to stdin. */
  run(args: readonly string[], input?: Uint8Array | string): GpgResult;
  /** Runs and throws unless gpg is content; gives its output. */
  must(args: readonly string[], input?: Uint8Array | string): Buffer;
  /** A new key without passphrase; subkey null for a primary key alone. Gives its fingerprint. */
  generate(userId: string, algorithm: string, usage: string, expires?: string): string;
  addSubkey(fingerprint: string, algorithm: string, usage: string, expires?: string): void;
  import(key: Uint8Array | string): void;
  export(fingerprint: string): Buffer;
  exportSecret(fingerprint: string): Buffer;
  /** A file in the home folder, for arguments that have to be files. */
  file(name: string, content: Uint8Array | string): string;
  close(): void;
}

const QUIET = ["--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", ""];
const LOCAL = ["--no-auto-key-retrieve", "--disable-dirmngr", "--trust-model", "always", "--status-fd", "2"];

export function openGpg(): Gpg {
  const home = mkdtempSync(join(tmpdir(), "cg-"));
  startGpgAgent(home);
  const run = (args: readonly string[], input: Uint8Array | string = ""): GpgResult => {
    const done = spawnSync(peer("gpg").path, ["--homedir", home, ...QUIET, ...LOCAL, ...args], {
      input,
      maxBuffer: 256 * 1024 * 1024,
    });
    const errors = done.stderr.toString();
    const lines = [...errors.matchAll(/^\[GNUPG:\] (.*)$/gm)].map((match) => match[1] ?? "");
    return { status: done.status ?? -1, output: done.stdout, lines, errors };
  };
  const must = (args: readonly string[], input: Uint8Array | string = ""): Buffer => {
    const result = run(args, input);
    if (result.status !== 0) throw new Error(`gpg ${args.join(" ")}: ${result.errors}`);
    return result.output;
  };
  return {
    home,
    run,
    must,
    generate(userId, algorithm, usage, expires = "0") {
      const { lines, errors } = run(["--quick-generate-key", userId, algorithm, usage, expires]);
      const created = lines.find((line) => line.startsWith("KEY_CREATED"));
      if (created === undefined) throw new Error(errors);
      return created.split(" ")[2] ?? "";
    },
    addSubkey(fingerprint, algorithm, usage, expires = "0") {
      must(["--quick-add-key", fingerprint, algorithm, usage, expires]);
    },
    import: (key) => void must(["--import"], key),
    export: (fingerprint) => must(["--export", fingerprint]),
    exportSecret: (fingerprint) => must(["--export-secret-keys", fingerprint]),
    file(name, content) {
      const path = join(home, name);
      writeFileSync(path, content);
      return path;
    },
    close() {
      stopGpgAgent(home);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A person with a signing primary key and an encryption subkey. */
export function gpgPerson(gpg: Gpg, userId: string, family: GpgFamily): string {
  const { primary, subkey } = GPG_FAMILIES[family];
  const fingerprint = gpg.generate(userId, primary, "sign,cert");
  gpg.addSubkey(fingerprint, subkey, "encr");
  return fingerprint;
}

export const GPG_FAMILIES = {
  rsa2048: { primary: "rsa2048", subkey: "rsa2048" },
  rsa4096: { primary: "rsa4096", subkey: "rsa4096" },
  ed25519: { primary: "ed25519", subkey: "cv25519" },
  nistp256: { primary: "nistp256", subkey: "nistp256" },
  nistp384: { primary: "nistp384", subkey: "nistp384" },
  nistp521: { primary: "nistp521", subkey: "nistp521" },
  brainpoolP256r1: { primary: "brainpoolP256r1", subkey: "brainpoolP256r1" },
  brainpoolP512r1: { primary: "brainpoolP512r1", subkey: "brainpoolP512r1" },
} as const;

export type GpgFamily = keyof typeof GPG_FAMILIES;
