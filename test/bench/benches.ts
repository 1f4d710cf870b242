/** All benches, in the order they run. */
import { commandStart } from "./command-start.ts";
import { distribution } from "./distribution.ts";
import { growth } from "./growth.ts";
import { keyPackets } from "./key-packets.ts";
import { busyLatency, idleLatency } from "./latency.ts";
import { memory } from "./memory.ts";
import { openAndVerify } from "./open-and-verify.ts";
import type { Bench } from "./row.ts";
import { sealing } from "./sealing.ts";

export const BENCHES: readonly Bench[] = [
  keyPackets,
  openAndVerify,
  sealing,
  distribution,
  idleLatency,
  busyLatency,
  growth,
  memory,
  commandStart,
];
