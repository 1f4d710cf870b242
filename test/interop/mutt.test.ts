/** mutt and neomutt read a sealed list and answer it, in OpenPGP and in S/MIME, both by GPGME. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Scheme } from "#base";
import { type ClientRecord, posterIn, recordClient } from "../support/programs/client-record.ts";
import { gnupgReader } from "../support/programs/gnupg-reader.ts";
import { type MuttName, type MuttSession, muttVersion, runMutt } from "../support/programs/mutt.ts";
import { peer } from "../support/programs/peers.ts";
import {
  answered,
  copyOfPost,
  POST,
  READER,
  type ReadingTeam,
  readingTeam,
  WRITER,
} from "../support/lists/reading-team.ts";

const GOOD = /Good signature from: (?:CN=Team\n +aka: )?<?team@example\.org/;

const NOTES = [
  "Set `crypt_protected_headers_write`: without it the real Subject of an answer stands outside, readable by anybody on the way.",
  "Sign the list's key or certificate after you compared its fingerprint (`gpg --quick-lsign-key`, `trustlist.txt` of gpgsm); before that it asks for a key at every answer.",
];

const PROGRAMS: readonly MuttName[] = ["mutt", "neomutt"];
const TITLES = { mutt: "Mutt", neomutt: "NeoMutt" } as const;

for (const program of PROGRAMS) {
  const skip = peer(program).skip || peer("gpg").skip || peer("gpgsm").skip;
  for (const scheme of ["openpgp", "smime"] as const) {
    test(`${program} opens a copy in ${scheme} and answers sealed`, { skip }, async (t) => {
      const team = await readingTeam(t);
      const gnupgHome = await gnupgReader(t, team, scheme);
      await readAndAnswer(t, team, { program, scheme, gnupgHome });
    });
  }
}

async function readAndAnswer(
  t: TestContext,
  team: ReadingTeam,
  { program, scheme, gnupgHome }: Pick<MuttSession, "program" | "gnupgHome"> & { readonly scheme: Scheme },
): Promise<void> {
  const mutt = runMutt(t, {
    program,
    message: await copyOfPost(team),
    from: READER,
    gnupgHome,
    attachment: POST.attachment.name,
    answer: "The answer is periwinkle.",
  });
  const answer = await answered(team, mutt.sent);
  assert.match(answer.text, /periwinkle/);
  const record: ClientRecord = {
    program: TITLES[program],
    version: muttVersion(program),
    scheme,
    driven: "keys pressed in a terminal, GPGME",
    opens: mutt.shown.includes(POST.text),
    subject: mutt.subject === POST.subject ? "as Subject" : "in the text",
    poster: posterIn(mutt.shown, `From: Alice Writer <${WRITER}>`),
    attachment: mutt.attachment.replaceAll("\r", "") === POST.attachment.text.replaceAll("\r", ""),
    signature: GOOD.test(mutt.shown) && !mutt.shown.includes("WARNING"),
    answer: mutt.recipients.includes("team@example.org") && answer.inThread,
    answerHidesSubject: answer.hidSubject,
    onlyWith: { hiddenSubject: "`crypt_protected_headers_write` set" },
    notes: NOTES,
  };
  recordClient(`${program}-${scheme}`, record);
}
