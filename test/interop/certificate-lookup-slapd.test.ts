/** `certificate_lookup`: members' certificates from the directory of an organisation, as OpenLDAP's slapd has them. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { keyOfferList, listConfigure, memberShow } from "#operations";
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
import { peer } from "../support/programs/peers.ts";
import { BASE, READER as ASKS, startSlapd } from "../support/programs/slapd.ts";
import { runTask } from "../support/run-task.ts";
import { newServer } from "../support/server.ts";

const needed = { skip: peer("slapd").skip };

interface Story extends CertifiedTeam {
  run(): Promise<Readonly<Record<string, number>>>;
}

const AUTHORITY = makeAuthority("Directory CA");

async function story(t: TestContext, people: Parameters<typeof startSlapd>[1]): Promise<Story> {
  const { url } = await startSlapd(t, people);
  const password = join(temporaryFolder(t), "password");
  writeFileSync(password, `${ASKS.password}\n`);
  const table = [
    `url = "${url}"`,
    `base = "${BASE}"`,
    `bind_dn = "${ASKS.dn}"`,
    `password_file = "${password}"`,
  ];
  const clock = movableClock();
  const server = await newServer(t, { clock, config: ["[relay]", "port = 1", "[directory]", ...table] });
  const team = await certifiedTeam(server);
  return { ...team, run: async () => (await runTask(server, clock, "certificate_lookup")).figures };
}

test(
  "who has no key gets the one of the directory that the list's authority vouches for",
  needed,
  async (t) => {
    const [signs, seals, old] = [
      makePerson({ kind: "rsa2048", usage: SIGNS, address: ANN }, AUTHORITY),
      makePerson({ kind: "rsa2048", usage: SEALS, address: ANN }, AUTHORITY),
      makePerson(
        { kind: "rsa2048", usage: SEALS, address: ANN, notBefore: new Date("2025-01-01") },
        AUTHORITY,
      ),
    ];
    const stranger = makePerson({ kind: "p256", address: READER }, makeAuthority("Another"));
    const certificates = [old, signs, seals].map((one) => one.certificates[0]!);
    const team = await story(t, [
      { address: ANN, certificates },
      { address: READER, certificates: [stranger.certificates[0]!] },
    ]);
    await team.server.call(listConfigure, {
      list: TEAM,
      settings: { smime_ca: certificatePem(AUTHORITY.certificate) },
    });
    assert.deepEqual(await team.run(), { asked: 3, bound: 2, offered: 1 });
    assert.deepEqual(await team.keys(), [
      [signs.fingerprint, false],
      [seals.fingerprint, true],
    ]);
    assert.deepEqual(await team.keys(READER), []);
    const offers = await team.server.call(keyOfferList, { list: TEAM });
    assert.deepEqual(
      offers.map(({ member, fingerprint, via }) => [member, fingerprint, via]),
      [[READER, stranger.fingerprint, "directory"]],
    );
    assert.deepEqual(
      await team.run(),
      { asked: 2, bound: 0, offered: 0 },
      "who has a key is not asked for again",
    );
    assert.equal((await team.server.call(memberShow, { list: TEAM, member: ANN })).keys.length, 2);
  },
);

test("a directory that is not there fails the task and nothing else", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, {
    clock,
    config: ["[relay]", "port = 1", "[directory]", 'url = "ldap://127.0.0.1:1"'],
  });
  await certifiedTeam(server);
  const run = await runTask(server, clock, "certificate_lookup");
  assert.deepEqual([run.outcome, run.problem], ["failed", "unavailable"]);
});
