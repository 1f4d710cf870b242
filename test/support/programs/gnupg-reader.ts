/** The reader as somebody who uses GnuPG: a home folder with their key, and the list's key that they signed or trust. */
import type { TestContext } from "node:test";
import type { Scheme } from "#base";
import { gpgPerson, openGpg } from "../crypto/gpg.ts";
import { dersOf, gpgsmPerson, openGpgsm } from "../crypto/gpgsm.ts";
import { join, READER, type ReadingTeam } from "../lists/reading-team.ts";

/** Makes the reader a member, and gives the folder for GNUPGHOME. */
export async function gnupgReader(test: TestContext, team: ReadingTeam, scheme: Scheme): Promise<string> {
  return scheme === "openpgp" ? openpgpReader(test, team) : smimeReader(test, team);
}

async function openpgpReader(test: TestContext, team: ReadingTeam): Promise<string> {
  const gpg = openGpg();
  test.after(() => gpg.close());
  const own = gpgPerson(gpg, `Rita Reader <${READER}>`, "ed25519");
  await join(team, READER, gpg.must(["-a", "--export", own]));
  gpg.import(team.listKeys.openpgp);
  gpg.must(["--import-ownertrust"], `${own}:6:\n`);
  gpg.must(["--quick-lsign-key", team.listFingerprint]);
  return gpg.home;
}

async function smimeReader(test: TestContext, team: ReadingTeam): Promise<string> {
  const sm = openGpgsm(test);
  await join(team, READER, gpgsmPerson(sm, "Rita Reader", READER));
  const [own, authority = own] = dersOf(team.listKeys.smime);
  sm.trust(authority);
  sm.must(["--import", sm.file("list.crt", own)]);
  sm.file("gpgsm.conf", "disable-crl-checks\n");
  return sm.home;
}
