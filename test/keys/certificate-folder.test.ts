/** The watched folder of certificates in Sympa's layout (`x509_user_certs`). */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type EmailAddress, type ListSecret, type Logger, silentLogger } from "#base";
import { keyOfferList, memberAdd, siteCheck } from "#operations";
import { createKeyring } from "#pipeline";
import { watchCertificateFolder } from "#tasks";
import { certificatePem, makeAuthority, makePerson } from "../support/crypto/pki.ts";
import { temporaryFolder } from "../support/database.ts";
import {
  ANN,
  type CertifiedTeam,
  certifiedTeam,
  READER,
  SEALS,
  SIGNS,
} from "../support/lists/certified-team.ts";
import { movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const PAUL = "paul@example.net" as EmailAddress;

interface Story extends CertifiedTeam {
  readonly folder: string;
  /** Warnings, each with its code. */
  readonly log: readonly string[];
  put(name: string, person: ListSecret | string): void;
}

async function story(t: TestContext): Promise<Story> {
  const folder = join(temporaryFolder(t), "X509-user-certs");
  mkdirSync(folder);
  const log: string[] = [];
  const warn: Logger["warn"] = (event, facts) => void log.push(`${event} ${String(facts?.["code"])}`);
  const logger = { ...silentLogger, warn };
  const site = [`x509_user_certs = "${folder}"`];
  const server = await newServer(t, { clock: movableClock(), site, logger });
  const team = await certifiedTeam(server);
  return {
    ...team,
    folder,
    log,
    put(name, person) {
      const text = typeof person === "string" ? person : certificatePem(person.certificates[0]!);
      writeFileSync(join(folder, `.${name}`), text);
      renameSync(join(folder, `.${name}`), join(folder, name));
    },
  };
}

/** Changes are taken in within seconds. */
async function soon(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + 8000; Date.now() < deadline;) {
    if (await what()) return;
    await new Promise((over) => setTimeout(over, 50));
  }
  assert.fail("not within eight seconds");
}

test("a file that somebody puts there is the member's certificate, a split pair too", async (t) => {
  const team = await story(t);
  const signs = team.person({ kind: "rsa2048", usage: SIGNS });
  const seals = team.person({ kind: "rsa2048", usage: SEALS });
  const reader = team.person({ address: READER });
  team.put(`${ANN}@sign`, signs);
  team.put(`${ANN}@enc`, seals);
  team.put(READER, reader);
  await soon(async () => (await team.keys(ANN)).length === 2 && (await team.keys(READER)).length === 1);
  assert.deepEqual(
    new Map(await team.keys(ANN)),
    new Map([
      [signs.fingerprint, false],
      [seals.fingerprint, true],
    ]),
  );
  assert.deepEqual(await team.keys(READER), [[reader.fingerprint, true]]);
});

test("a file of somebody who is no member yet is taken in once they are", async (t) => {
  const team = await story(t);
  const paul = team.person({ address: PAUL });
  team.put(PAUL, paul);
  team.put(READER, team.person({ address: READER }));
  await soon(async () => (await team.keys(READER)).length === 1);
  await team.server.call(memberAdd, { list: TEAM, member: { address: PAUL } });
  // Another file makes the folder be looked at.
  team.put("nudge", "");
  await soon(async () => (await team.keys(PAUL)).length === 1);
  assert.deepEqual(await team.keys(PAUL), [[paul.fingerprint, true]]);
});

test("one that no authority of the list's vouches for waits for an owner", async (t) => {
  const team = await story(t);
  const stranger = makePerson({ kind: "p256", address: ANN }, makeAuthority("Another"));
  team.put(ANN, stranger);
  const offers = () => team.server.call(keyOfferList, { list: TEAM });
  await soon(async () => (await offers()).length === 1);
  assert.deepEqual(
    (await offers()).map(({ fingerprint, via }) => [fingerprint, via]),
    [[stranger.fingerprint, "folder"]],
  );
  assert.deepEqual(await team.keys(ANN), []);
});

test("what cannot be taken in is told by doctor, until it is corrected", async (t) => {
  const team = await story(t);
  team.put("README", "hello");
  team.put(ANN, team.person({ address: READER }));
  team.put(READER, "no certificate");
  const told = async () =>
    (await team.server.call(siteCheck, {})).filter(({ about }) => about === "x509_user_certs");
  await soon(async () => (await told()).length === 3);
  const texts = (await told()).map(({ text }) => text).join("\n");
  assert.match(texts, /README was not taken in: its name is no address/);
  assert.match(texts, /ann@example\.org was not taken in: no certificate in it names/);
  assert.match(texts, /reader@example\.net was not taken in: it holds no certificate/);
  team.put(READER, team.person({ address: READER }));
  await soon(async () => (await told()).length === 2);
  const over = { address: READER, notBefore: new Date("2025-01-01"), notAfter: new Date("2026-01-01") };
  team.put(READER, team.person(over));
  await soon(async () => (await told()).length === 3);
  const expired = (await told()).find(({ text }) => text.endsWith("the certificate in it has expired"));
  assert.match(expired?.todo ?? "", /put their new certificate in its place/);
  assert.deepEqual(
    new Set(team.log),
    new Set(
      ["no-address", "not-theirs", "no-certificate", "expired"].map(
        (one) => `certificates.file-not-taken ${one}`,
      ),
    ),
  );
});

test("a folder that is not there is told once, with what to do, and read when it is", async (t) => {
  const folder = join(temporaryFolder(t), "certs");
  const log: Record<string, unknown>[] = [];
  const warn = (_event: string, facts: Record<string, unknown> = {}) => void log.push(facts);
  const server = await newServer(t, { clock: movableClock() });
  const site = { ...server, clock: movableClock(), logger: { ...silentLogger, warn } };
  const keyring = createKeyring(server.db, Buffer.alloc(32));
  const watched = watchCertificateFolder({ ...site, keyring }, folder);
  t.after(() => watched.stop());
  for (const _look of [1, 2]) await watched.look();
  assert.equal(log.length, 1);
  assert.match(String(log[0]?.["todo"]), /make the folder that x509_user_certs names/);
  mkdirSync(folder);
  await watched.look();
  rmdirSync(folder);
  await watched.look();
  assert.equal(log.length, 2, "it was there meanwhile");
});

test("what came along with mail is written there, whole, under the name for its use", async (t) => {
  const team = await story(t);
  const first = team.person({ kind: "rsa2048" });
  const [signs, seals] = [SIGNS, SEALS].map((usage) => team.person({ kind: "rsa2048", usage }));
  assert.ok(signs && seals);
  await team.post(first, { id: "1" });
  // Another file makes the folder be looked at.
  team.put("nudge", "");
  const path = (name: string): string => join(team.folder, name);
  await soon(() => existsSync(path(ANN)));
  assert.equal(readFileSync(path(ANN), "utf8"), certificatePem(first.certificates[0]!));
  await team.post(signs, { id: "2", beside: [seals] });
  team.put("nudge", "again");
  await soon(() => existsSync(path(`${ANN}@enc`)) && !existsSync(path(ANN)));
  assert.deepEqual(readdirSync(team.folder).toSorted(), [`${ANN}@enc`, `${ANN}@sign`, "nudge"]);
  assert.deepEqual(await team.server.call(keyOfferList, { list: TEAM }), []);
});

test("a file of somebody else's is not written over", async (t) => {
  const team = await story(t);
  team.put(ANN, "somebody's own notes");
  await team.post(team.person(), { id: "1" });
  team.put("nudge", "");
  await soon(async () => {
    const found = await team.server.call(siteCheck, {});
    return found.some(({ text }) => text.startsWith("nudge"));
  });
  assert.equal(readFileSync(join(team.folder, ANN), "utf8"), "somebody's own notes");
});
