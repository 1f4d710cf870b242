/** Taking a signature away, or emptying it, leaves an unsigned post (S3). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, latin1 } from "#base";
import { composePart } from "#mime";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  multipartSigned,
  openFor,
  postFrom,
  sealed,
} from "../support/programs/correspondents.ts";

describe("a post without its signature", () => {
  let list: Correspondent;
  let alice: Correspondent;
  const text = entity("hello\n");

  before(async () => {
    [list, alice] = await Promise.all([correspondent("team"), correspondent("alice")]);
  });

  async function why(content: Bytes): Promise<string> {
    const result = await openFor(postFrom(alice, content), [list], [alice]);
    if (!result.ok) return `closed: ${result.why}`;
    const author = judgeAuthor(result.value, [bindingOf(alice)]);
    return author.authentic ? "authentic" : author.why;
  }

  it("is unsigned in clear and sealed", async () => {
    assert.equal(await why(text), "no-signature");
    assert.equal(await why(await sealed(list, text)), "no-signature");
  });

  it("is not authentic with an empty signature part, of octets or of none", async () => {
    for (const body of [
      "",
      "-----BEGIN PGP SIGNATURE-----\r\n\r\n-----END PGP SIGNATURE-----\r\n",
      "nonsense",
    ]) {
      const part = composePart({
        fields: [["Content-Type", "application/pgp-signature"]],
        body: latin1(body),
      });
      assert.notEqual(
        await why(multipartSigned("application/pgp-signature", "pgp-sha256", [text, part])),
        "authentic",
      );
    }
  });

  it("is not authentic with a SignedData that has no signerInfos", async () => {
    const NO_SIGNERS = "MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwExAA==";
    const fields = [
      ["Content-Type", "application/pkcs7-signature"],
      ["Content-Transfer-Encoding", "base64"],
    ] as const;
    const part = composePart({ fields, body: latin1(NO_SIGNERS) });
    assert.notEqual(
      await why(multipartSigned("application/pkcs7-signature", "sha-256", [text, part])),
      "authentic",
    );
  });
});
