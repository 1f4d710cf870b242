/** OpenSSL's own SMTP and LMTP client speaks STARTTLS with our server and sends a message over it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Protocol } from "#wire";
import { temporaryFolder } from "../support/database.ts";
import { runServer } from "../support/programs/mail-reception.ts";
import { peer } from "../support/programs/peers.ts";
import { makeTlsCertificate } from "../support/crypto/tls-certificate.ts";

const openssl = peer("openssl");
const HELLO: Readonly<Record<Protocol, string>> = { smtp: "EHLO", lmtp: "LHLO" };

for (const protocol of ["smtp", "lmtp"] as const) {
  test(`openssl s_client sends over ${protocol} with STARTTLS`, { skip: openssl.skip }, async (t) => {
    const tls = makeTlsCertificate();
    const { server, port, reception } = await runServer({ protocol, tls });
    t.after(() => server.close(0));
    const ca = join(temporaryFolder(t), "ca.pem");
    writeFileSync(ca, tls.cert);
    const verify = ["-verify_return_error", "-CAfile", ca, "-verify_hostname", "localhost"];
    const target = ["-starttls", protocol, "-connect", `127.0.0.1:${port}`, "-servername", "localhost"];
    const talk = [
      `${HELLO[protocol]} me`,
      "MAIL FROM:<a@x.example>",
      "RCPT TO:<list@x.example>",
      "DATA",
      "Subject: by openssl",
      "",
      "..one dot",
      ".",
      "QUIT",
      "",
    ].join("\r\n");
    const said = await new Promise<string>((resolve, reject) => {
      const child = execFile(openssl.path, ["s_client", "-quiet", ...verify, ...target], (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
      child.stdin?.end(talk);
    });
    assert.match(said, /^250 2\.0\.0 Taken 1\r?$/m);
    assert.equal(
      Buffer.from(reception.mails[0]?.data ?? []).toString(),
      "Subject: by openssl\r\n\r\n.one dot\r\n",
    );
    assert.equal(reception.mails[0]?.tls, true);
  });
}
