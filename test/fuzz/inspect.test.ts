/** A short run of `npm run fuzz` with a fixed seed; how long a run is has no influence on what is asked of it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { readKeyring } from "#inspect";
import { NOW } from "../support/programs/correspondents.ts";
import { AddressOracle } from "./address-oracle.ts";
import { ForgeryOracle } from "./forgery-oracle.ts";
import { makeInput } from "./make-input.ts";
import { materialIn } from "./material.ts";
import { memoryGrowth, runFuzz } from "./run-fuzz.ts";

const SEED = "npm test";
const COUNT = 3000;

describe("the fuzzer", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "conclave-fuzz-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it(`finds nothing in ${COUNT} inputs: no fault, no forgery, nothing slow, no growth`, async () => {
    const result = await runFuzz({ seed: SEED, from: 0, count: COUNT, processes: 2, folder });
    assert.deepEqual(result.findings, []);
    assert.equal(result.judged, COUNT);
    assert.ok(result.authentic > 50, "the changes leave nothing whole that could be forged");
    assert.deepEqual(
      memoryGrowth(result).filter(({ grows }) => grows),
      [],
    );
  });

  it("makes the same input of the same number", async () => {
    const material = await materialIn(folder);
    for (let number = 0; number < 200; number++) {
      const [one, other] = [await makeInput(SEED, number, material), await makeInput(SEED, number, material)];
      assert.equal(one.recipe, other.recipe);
      if (one.recipe.endsWith(", changed")) assert.deepEqual(one.octets, other.octets);
    }
  });

  it("knows the addresses that a key proves from those that another one does", async () => {
    const { people } = await materialIn(folder);
    const oracle = new AddressOracle();
    await oracle.learn(people.pgpList.publicKey);
    assert.deepEqual(await oracle.forged(people.pgpList.publicKey), []);
    assert.deepEqual(await oracle.forged(people.alice.publicKey), [
      `${people.alice.secret.fingerprint} alice@example.org`,
    ]);
  });

  it("knows content that nobody signed from content that somebody did", async () => {
    const { people, posts } = await materialIn(folder);
    const keyring = await readKeyring({ secrets: [], keys: [], anchors: [], passphrases: [], at: NOW });
    const oracle = new ForgeryOracle({ ...keyring, secrets: [people.pgpList.secret, people.cmsList.secret] });
    const [first, ...others] = posts;
    assert.ok(first !== undefined);
    await oracle.learn(first, "alice@example.org");
    assert.equal(await oracle.isGenuine(first, "alice@example.org"), true);
    assert.equal(await oracle.isGenuine(first, "bob@example.org"), false);
    assert.ok(others.length > 0);
    const other = others.at(-1) ?? first;
    assert.equal(await oracle.isGenuine(other, "alice@example.org"), false);
  });
});
