/** All benches, in the order they run. */
import { commandStart } from "./command-start.ts";
import { distribution } from "./distribution.ts";
import { growth } from "./growth.ts";
import { keyPackets } from "./key-packets.ts";
import { busyLatency, idleLatency } from "./latency.ts";
import { memory } from "./memory.ts";
import { mimeThroughput } from "./mime-throughput.ts";
import { openAndVerify } from "./open-and-verify.ts";
import { outboxRates } from "./outbox-rates.ts";
import type { Bench } from "./row.ts";
import { sealing } from "./sealing.ts";
import { wireRate } from "./wire-rate.ts";

export const BENCHES: readonly Bench[] = [
  keyPackets,
  openAndVerify,
  sealing,
  mimeThroughput,
  outboxRates,
  wireRate,
  distribution,
  idleLatency,
  busyLatency,
  growth,
  memory,
  commandStart,
];
