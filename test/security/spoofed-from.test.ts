/** Mallory signs with her own key, and her From is to be read as Alice's: it never is (S2). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { concatBytes, latin1 } from "#base";
import { armourKey } from "#openpgp";
import { type Correspondent, correspondent, entity, signed } from "../support/programs/correspondents.ts";
import { inspect } from "../support/inspection.ts";
import { certificatePem } from "../support/crypto/pki.ts";

const ALICE = "alice@example.org";
const MALLORY = "mallory@example.org";

/** Header sections; her own address among them makes her no other. */
const AS_ALICE: readonly string[] = [
  `From: ${ALICE}`,
  `From: ${MALLORY} <${ALICE}>`,
  `From: <${ALICE}> <${MALLORY}>`,
  `From: <${MALLORY}> <${ALICE}>`,
  `From: ${ALICE} (${MALLORY})`,
  `From: ${ALICE} ${MALLORY}`,
  `From: ${ALICE}; ${MALLORY}`,
  `From: ${MALLORY},\r\n ${ALICE}`,
  `From: Us: ${MALLORY};, ${ALICE}`,
  `From: Us: ${MALLORY}, ${ALICE};`,
  `From: ${MALLORY}, ""`,
  `From: ${MALLORY}, =?utf-8?q?alice=40example.org?=`,
  `From: =?utf-8?q?=3Calice=40example.org=3E?=`,
  `From: <@mallory.example:${ALICE}>`,
  `From: ${ALICE}@mallory.example`,
  `From: ${ALICE}\0 <${MALLORY}>`,
  `From: <${MALLORY}\0${ALICE}>`,
  `From: ${MALLORY}\rFrom: ${ALICE}`,
  `From: ${MALLORY}\nFrom: ${ALICE}`,
  `From: ${MALLORY}\r\nfrom\t: ${ALICE}`,
  `From: ${ALICE}\r\nFROM: ${MALLORY}`,
  `From: ${MALLORY}\r\nFrom:`,
  `Sender: ${MALLORY}\r\nReply-To: ${MALLORY}\r\nFrom: ${ALICE}`,
  `Resent-From: ${MALLORY}\r\nFrom: ${ALICE}`,
  `From: "${ALICE}"@example.org`,
  `From: ${MALLORY.replace("example", "\u00e9xample")}`,
];

const AS_HERSELF: readonly string[] = [
  `From: "${ALICE}" <${MALLORY}>`,
  `From: (${ALICE}) ${MALLORY}`,
  `From: =?utf-8?q?alice=40example.org?= <${MALLORY}>`,
  `Sender: ${ALICE}\r\nFrom: ${MALLORY}\r\nReply-To: ${ALICE}`,
];

for (const scheme of ["openpgp", "smime"] as const) {
  describe(`a From beside a good signature of ${scheme}`, () => {
    let keys: string[];
    let mallory: Correspondent;
    let content: Uint8Array;

    before(async () => {
      const alice = await correspondent("alice", scheme);
      mallory = await correspondent("mallory", scheme);
      content = await signed(mallory, entity("hello\n"));
      keys = [alice, mallory].map(({ publicKey }) =>
        scheme === "smime" ? certificatePem(publicKey) : armourKey(publicKey),
      );
    });

    const judge = async (header: string): Promise<string> => {
      const message = concatBytes(latin1(`${header}\r\nSubject: x\r\n`), content);
      const { author, signatures } = await inspect(message, { keys });
      assert.equal(signatures[0]?.verdict, "valid");
      return author.authentic ? `${author.address}` : `nobody: ${author.why}`;
    };

    it("is not believed if it names or could name another", async () => {
      for (const header of AS_ALICE) assert.match(await judge(header), /^nobody/, JSON.stringify(header));
    });

    it("is Mallory's wherever only her display name or other fields lie", async () => {
      for (const header of AS_HERSELF) assert.equal(await judge(header), MALLORY, JSON.stringify(header));
    });
  });
}
