/**
 * RSA keys for tests. Making one takes longer than all that a test does with it, so each is given out again, after
 * many others. The processes of one `npm test` share them by the folder of the run, which goes with it; a file
 * that runs alone makes its own. What makes keys for lists and people takes them from here too, once this is loaded.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export interface RsaPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** So many keys in a row are different ones: more than one test needs. */
const DIFFERENT = 16;
const FOLDER = process.env["CONCLAVE_TEST_FOLDER"];

const makeLater = promisify(generateKeyPair);
const pools = new Map<number, Pool>();

class Pool {
  readonly #bits: number;
  readonly #pairs: RsaPair[] = [];
  #given = 0;

  constructor(bits: number) {
    this.#bits = bits;
  }

  now(): RsaPair {
    const nth = this.#next();
    return this.#had(nth) ?? this.#keep(nth, generateKeyPairSync("rsa", { modulusLength: this.#bits }));
  }

  async later(): Promise<RsaPair> {
    const nth = this.#next();
    return this.#had(nth) ?? this.#keep(nth, await makeLater("rsa", { modulusLength: this.#bits }));
  }

  #next(): number {
    const nth = this.#given % DIFFERENT;
    this.#given += 1;
    return nth;
  }

  #had(nth: number): RsaPair | null {
    const known = this.#pairs[nth] ?? readPair(this.#path(nth));
    if (known !== null) this.#pairs[nth] = known;
    return known;
  }

  #keep(nth: number, pair: RsaPair): RsaPair {
    this.#pairs[nth] = pair;
    const path = this.#path(nth);
    if (path === null) return pair;
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, pair.privateKey.export({ type: "pkcs8", format: "der" }), { mode: 0o600 });
    renameSync(unfinished, path);
    return pair;
  }

  #path(nth: number): string | null {
    return FOLDER === undefined ? null : join(FOLDER, `rsa-${this.#bits}-${nth}`);
  }
}

function readPair(path: string | null): RsaPair | null {
  if (path === null) return null;
  try {
    const privateKey = createPrivateKey({ key: readFileSync(path), format: "der", type: "pkcs8" });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    return null;
  }
}

export function rsaPair(bits: number): RsaPair {
  return poolOf(bits).now();
}

function poolOf(bits: number): Pool {
  const pool = pools.get(bits) ?? new Pool(bits);
  pools.set(bits, pool);
  return pool;
}

async function pairLater(type: string, options: Readonly<Record<string, unknown>>): Promise<object> {
  const { modulusLength, ...more } = options;
  const usual = type === "rsa" && typeof modulusLength === "number" && Object.keys(more).length === 0;
  if (usual) return poolOf(modulusLength).later();
  return Reflect.apply(makeLater, null, [type, options]) as Promise<object>;
}

// The sources take it promisified; with a callback it stays Node's own.
Reflect.set(generateKeyPair, promisify.custom, pairLater);
