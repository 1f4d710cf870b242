/** The reader as somebody with a certificate from an authority, packed as their mail program wants it. */
import type { TestContext } from "node:test";
import { utf8 } from "#base";
import { openOpenssl } from "../crypto/openssl.ts";
import { certificatePem, makePerson, privateKeyPem, type TestAuthority } from "../crypto/pki.ts";
import { join, READER, type ReadingTeam } from "../lists/reading-team.ts";

export const PASSPHRASE = "geheim";

/** Makes the reader a member, and gives the path of a PKCS#12 file in which the pair is called "Rita". */
export async function certifiedReader(
  test: TestContext,
  team: ReadingTeam,
  authority: TestAuthority,
): Promise<string> {
  const person = makePerson({ kind: "rsa2048", address: READER }, authority);
  const certificate = certificatePem(person.certificates[0] ?? utf8(""));
  await join(team, READER, certificate);
  const ssl = openOpenssl();
  test.after(() => ssl.close());
  const files = [
    "-in",
    ssl.file("own.crt", certificate),
    "-inkey",
    ssl.file("own.key", privateKeyPem(person)),
  ];
  const packed = ssl.must(["pkcs12", "-export", "-name", "Rita", ...files, "-passout", `pass:${PASSPHRASE}`]);
  return ssl.file("own.p12", packed);
}
