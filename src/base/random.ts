import { randomBytes } from "node:crypto";
import type { Bytes } from "./bytes.ts";

/** A source of unguessable octets, handed in so that golden tests can repeat themselves. */
export interface Random {
  bytes(length: number): Bytes;
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };
