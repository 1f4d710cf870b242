/** What the figures were measured on. */
import { availableParallelism, cpus, loadavg, totalmem, type } from "node:os";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMB: number;
  readonly system: string;
  readonly node: string;
  readonly openssl: string;
  /** Programs that wanted a core in the minute before the bench began. */
  readonly loadBefore: number;
}

/** Others at work make figures worse and their spread wide. */
export const BUSY = 0.5;

export function machineFacts(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 1e6),
    system: `${type()} ${process.arch}`,
    node: process.versions.node,
    openssl: process.versions.openssl,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
