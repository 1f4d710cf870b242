/** Thunderbird without a screen, with a profile of its own, driven from inside by Mozilla's remote protocol. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { freePort } from "../free-port.ts";
import { connectMarionette, type Marionette } from "./marionette.ts";
import { peer } from "./peers.ts";
import {
  ADD_ACCOUNT,
  ADD_CERTIFICATES,
  ADD_OPENPGP_KEYS,
  chromeScript,
  READ_FIRST,
  REPLY,
} from "./thunderbird-scripts.ts";

export interface ThunderbirdAccount {
  readonly address: string;
  readonly password: string;
  readonly imapPort: number;
  readonly smtpPort: number;
}

export interface ThunderbirdView {
  readonly text: string;
  /** In the list of messages. */
  readonly subject: string;
  /** "OpenPGP" or "S/MIME". */
  readonly tech: string;
  /** Address of the picture for encryption and for the signature, "" for none. */
  readonly encrypted: string;
  readonly signed: string;
  readonly attachments: readonly { readonly name: string; readonly text: string }[];
}

export interface Thunderbird {
  readonly version: string;
  addOpenpgpKeys(keys: { secretKey: string; fingerprint: string; listKey: string }): Promise<void>;
  addCertificates(of: { pkcs12: string; passphrase: string; authorities: readonly string[] }): Promise<void>;
  /** Opens the only message, once it has come. */
  read(marker: string): Promise<ThunderbirdView>;
  reply(answer: string): Promise<void>;
}

export async function startThunderbird(test: TestContext, account: ThunderbirdAccount): Promise<Thunderbird> {
  const remote = await startProgram(test);
  const run = async (body: string, scene: object): Promise<unknown> => {
    const outcome = (await remote.run(chromeScript(body), scene)) as { value?: unknown; error?: string };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  };
  const version = (await run(ADD_ACCOUNT, account)) as string;
  return {
    version,
    addOpenpgpKeys: async (keys) => void (await run(ADD_OPENPGP_KEYS, keys)),
    addCertificates: async (certificates) => void (await run(ADD_CERTIFICATES, certificates)),
    read: async (marker) => (await run(READ_FIRST, { marker })) as ThunderbirdView,
    reply: async (answer) => void (await run(REPLY, { answer })),
  };
}

async function startProgram(test: TestContext): Promise<Marionette> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-thunderbird-"));
  const port = await freePort();
  const profile = join(folder, "profile");
  mkdirSync(profile);
  writeFileSync(join(profile, "user.js"), preferences(port));
  const options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"];
  const child = spawn(peer("thunderbird").path, [...options, "--profile", profile], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, MOZ_HEADLESS: "1", LANG: "C.UTF-8" },
    stdio: "ignore",
    detached: true,
  });
  test.after(async () => {
    await endGroup(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const remote = await connectMarionette(port);
  test.after(() => remote.close());
  return remote;
}

/** It starts programs of its own, which keep files open. */
async function endGroup(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await ended;
}

function preferences(port: number): string {
  const values = {
    "marionette.port": port,
    "mail.provider.suppress_dialog_on_startup": true,
    "mail.spotlight.firstRunDone": true,
    "mail.winsearch.firstRunDone": true,
    "mailnews.start_page.enabled": false,
    "mail.shell.checkDefaultClient": false,
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "toolkit.telemetry.enabled": false,
  };
  const lines = Object.entries(values).map(([name, value]) => `user_pref("${name}", ${String(value)});\n`);
  return lines.join("");
}
