/** Thunderbird reads a sealed list and answers it: OpenPGP by its own RNP, S/MIME by its own NSS. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, view } from "#base";
import { certifiedReader, PASSPHRASE } from "../support/programs/certified-reader.ts";
import { type ClientRecord, posterIn, recordClient } from "../support/programs/client-record.ts";
import { startDovecot } from "../support/programs/dovecot.ts";
import { gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { dersOf } from "../support/crypto/gpgsm.ts";
import { peer } from "../support/programs/peers.ts";
import { makeAuthority, type TestAuthority } from "../support/crypto/pki.ts";
import {
  answered,
  copyOfPost,
  join,
  POST,
  READER,
  type ReadingTeam,
  readingTeam,
  WRITER,
} from "../support/lists/reading-team.ts";
import { startSubmission, type Submission } from "../support/submission.ts";
import { startThunderbird, type Thunderbird } from "../support/programs/thunderbird.ts";

const needed = {
  skip: peer("thunderbird").skip || peer("dovecot").skip || peer("gpg").skip || peer("openssl").skip,
};

const NOTES = {
  openpgp: ["Accept the list's key once: open the OpenPGP button on a message of the list."],
  smime: [
    "Trust the list's authority once, or its signature is not shown as good and answers are not sealed: Settings, Privacy & Security, Manage Certificates, Authorities, Import `list-authority.crt`, for mail. The list's `-sendkey` address brings it.",
    "That file is there when Conclave made the list's certificate, as in this run. A certificate that was imported needs its own authority, if Thunderbird does not trust it already.",
    "It does not read protected header fields in S/MIME: the real Subject is in the text.",
  ],
} as const;

const ONLY_WITH = {
  openpgp: { signature: "the list's key accepted" },
  smime: { signature: "`list-authority.crt` imported" },
} as const;

interface Scene {
  readonly team: ReadingTeam;
  readonly program: Thunderbird;
  readonly submission: Submission;
}

test("Thunderbird opens a copy in OpenPGP and answers sealed", needed, async (t) => {
  const team = await readingTeam(t);
  const gpg = openGpg();
  t.after(() => gpg.close());
  const fingerprint = gpgPerson(gpg, `Rita Reader <${READER}>`, "ed25519");
  await join(team, READER, gpg.must(["-a", "--export", fingerprint]));
  const secretKey = gpg.must(["-a", "--export-secret-keys", fingerprint]).toString();
  const scene = await startScene(t, team);
  await scene.program.addOpenpgpKeys({ secretKey, fingerprint, listKey: team.listKeys.openpgp });
  recordClient("thunderbird-openpgp", await readAndAnswer(scene, "openpgp"));
});

test(
  "Thunderbird opens a copy in S/MIME and answers sealed to a certificate of an authority",
  needed,
  async (t) => {
    const authority = makeAuthority("Example Mail CA", null, { kind: "rsa2048" });
    const team = await readingTeam(t, authority);
    recordClient("thunderbird-smime", await withCertificates(t, team, { authority, trusted: [] }));
  },
);

test(
  "Thunderbird opens a copy in S/MIME and answers sealed to the certificate that a list makes",
  needed,
  async (t) => {
    const authority = makeAuthority("Example Mail CA", null, { kind: "rsa2048" });
    const team = await readingTeam(t);
    const [, ...trusted] = dersOf(team.listKeys.smime);
    assert.equal(trusted.length, 1);
    recordClient("thunderbird-smime", await withCertificates(t, team, { authority, trusted }));
  },
);

/** The reader has a certificate of the authority, and trusts it and the others for mail. */
async function withCertificates(
  t: TestContext,
  team: ReadingTeam,
  { authority, trusted }: { readonly authority: TestAuthority; readonly trusted: readonly Bytes[] },
): Promise<ClientRecord> {
  const pkcs12 = await certifiedReader(t, team, authority);
  const scene = await startScene(t, team);
  const authorities = [authority.certificate, ...trusted].map((der) => view(der).toString("base64"));
  await scene.program.addCertificates({ pkcs12, passphrase: PASSPHRASE, authorities });
  return readAndAnswer(scene, "smime");
}

async function startScene(t: TestContext, team: ReadingTeam): Promise<Scene> {
  const [imap, submission] = [await startDovecot(t), await startSubmission(t)];
  imap.deliver(READER, await copyOfPost(team));
  const { port: imapPort, password } = imap;
  const program = await startThunderbird(t, {
    address: READER,
    password,
    imapPort,
    smtpPort: submission.port,
  });
  return { team, program, submission };
}

async function readAndAnswer(
  { team, program, submission }: Scene,
  scheme: "openpgp" | "smime",
): Promise<ClientRecord> {
  const shown = await program.read("heliotrope");
  await program.reply("The answer is periwinkle.\n");
  const sent = await submission.next();
  const answer = await answered(team, sent.data);
  assert.match(answer.text, /periwinkle/);
  assert.equal(shown.tech, scheme === "openpgp" ? "OpenPGP" : "S/MIME");
  const [attachment, ...more] = shown.attachments;
  assert.equal(more.length, 0);
  return {
    program: "Thunderbird",
    version: program.version,
    scheme,
    driven: "its own JavaScript by Marionette, mail by IMAP and SMTP",
    opens: shown.text.includes(POST.text) && shown.encrypted.endsWith("message-encrypted-ok.svg"),
    subject: shown.subject === POST.subject ? "as Subject" : "in the text",
    poster: posterIn(shown.text, `From: Alice Writer <${WRITER}>`),
    attachment: attachment?.name === POST.attachment.name && attachment.text === POST.attachment.text,
    signature: /message-signed-(?:ok|verified)\.svg$/.test(shown.signed),
    answer: sent.recipients.join() === "team@example.org" && answer.inThread,
    answerHidesSubject: answer.hidSubject,
    onlyWith: ONLY_WITH[scheme],
    notes: NOTES[scheme],
  };
}
