/**
 * The agent of a GnuPG home. gpg and gpgsm start one themselves if there is none, but wait only five seconds for it,
 * which is too short on a machine that is busy; this waits until it listens.
 */
import { spawnSync } from "node:child_process";

/** After the home has its `gpg-agent.conf`. */
export function startGpgAgent(home: string): void {
  const started = spawnSync("gpg-agent", ["--homedir", home, "--daemon"], { stdio: "ignore" });
  if (started.status !== 0) throw new Error(`gpg-agent: ${String(started.error ?? started.status)}`);
}

export function stopGpgAgent(home: string): void {
  spawnSync("gpgconf", ["--homedir", home, "--kill", "all"]);
}
