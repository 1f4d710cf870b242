/** Evolution reads a sealed list and answers it: OpenPGP by gpg, S/MIME by NSS. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { test, type TestContext } from "node:test";
import { certifiedReader, PASSPHRASE } from "../support/programs/certified-reader.ts";
import { type ClientRecord, posterIn, recordClient } from "../support/programs/client-record.ts";
import {
  evolutionPeer,
  type EvolutionScene,
  evolutionVersion,
  runEvolution,
} from "../support/programs/evolution.ts";
import { dersOf } from "../support/crypto/gpgsm.ts";
import { gnupgReader } from "../support/programs/gnupg-reader.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, makeAuthority } from "../support/crypto/pki.ts";
import {
  answered,
  copyOfPost,
  POST,
  READER,
  type ReadingTeam,
  readingTeam,
} from "../support/lists/reading-team.ts";
import { startSubmission } from "../support/submission.ts";

const needed = { skip: evolutionPeer().skip || peer("gpg").skip || peer("openssl").skip };
const CERTIFICATES = ["SigningCertificate=Rita", "EncryptionCertificate=Rita", "SignByDefault=true"];
const ANSWER = "The answer is periwinkle. ";

test("Evolution opens a copy in OpenPGP and answers sealed", needed, async (t) => {
  const team = await readingTeam(t);
  const gnupgHome = await gnupgReader(t, team, "openpgp");
  const identity = `[Pretty Good Privacy (OpenPGP)]\nKeyId=${READER}\nSignByDefault=true`;
  const record = await readAndAnswer(t, team, { identity, gnupgHome });
  recordClient("evolution-openpgp", { ...record, scheme: "openpgp" });
});

test(
  "Evolution opens a copy in S/MIME and answers sealed",
  { skip: needed.skip || peer("certutil").skip || peer("pk12util").skip },
  async (t) => {
    const team = await readingTeam(t);
    const authority = makeAuthority("Example Mail CA", null, { kind: "rsa2048" });
    const pkcs12 = await certifiedReader(t, team, authority);
    const fillCertificates = (folder: string): void => {
      const file = (name: string, text: string): string => {
        writeFileSync(joinPath(folder, name), text);
        return joinPath(folder, name);
      };
      const database = ["-d", `sql:${folder}`];
      nss("certutil", "-N", ...database, "--empty-password");
      nss("pk12util", "-i", pkcs12, "-W", PASSPHRASE, ...database);
      const issuer = file("ca.crt", certificatePem(authority.certificate));
      nss("certutil", "-A", "-n", "Example Mail CA", "-t", "CT,CT,CT", "-i", issuer, ...database);
      const [own, root = own] = dersOf(team.listKeys.smime);
      const list = {
        "Team CA": [",C,", file("root.crt", certificatePem(root))],
        Team: [",,", file("list.crt", certificatePem(own))],
      };
      for (const [name, [trust = "", path = ""]] of Object.entries(list))
        nss("certutil", "-A", "-n", name, "-t", trust, "-i", path, ...database);
    };
    const identity = `[Secure MIME (S/MIME)]\n${CERTIFICATES.join("\n")}`;
    const record = await readAndAnswer(t, team, { identity, fillCertificates });
    const onlyWith = { signature: "`list-authority.crt` imported" };
    recordClient("evolution-smime", { ...record, scheme: "smime", onlyWith });
  },
);

function nss(program: "certutil" | "pk12util", ...args: readonly string[]): void {
  const done = spawnSync(peer(program).path, args);
  assert.equal(done.status, 0, `${program}: ${done.stderr.toString()}${done.stdout.toString()}`);
}

async function readAndAnswer(
  t: TestContext,
  team: ReadingTeam,
  keys: Pick<EvolutionScene, "identity" | "gnupgHome" | "fillCertificates">,
): Promise<Omit<ClientRecord, "scheme">> {
  const submission = await startSubmission(t);
  const message = await copyOfPost(team);
  const scene = { message, address: READER, smtpPort: submission.port, ...keys };
  const shown = await runEvolution(t, scene, { marker: "heliotrope", answer: ANSWER });
  const sent = await submission.next();
  const answer = await answered(team, sent.data);
  assert.match(answer.text, /periwinkle/);
  const encoded = shown.cells.some((cell) => cell.startsWith("=?UTF-8?B?"));
  const { name, text } = POST.attachment;
  return {
    program: "Evolution",
    version: evolutionVersion(),
    driven: "keys and buttons on a virtual display, found by AT-SPI",
    opens: shown.text.includes(POST.text),
    subject: shown.cells.includes(POST.subject) ? "as Subject" : "in the text",
    poster: posterIn(shown.text, "From: Alice Writer <"),
    attachment: shown.attachments.includes(`${name}\n(${Buffer.byteLength(text)} bytes)`),
    signature: /Valid signature/.test(shown.text),
    answer: sent.recipients.join() === "team@example.org" && answer.inThread,
    answerHidesSubject: answer.hidSubject,
    notes: [
      "Answer with “Reply to List” (Ctrl+L); “Reply” asks every time whether the list may have the answer.",
      ...(encoded ? ["In the list of messages it shows the real Subject without decoding it."] : []),
    ],
  };
}
