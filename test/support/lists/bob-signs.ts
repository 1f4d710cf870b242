/** Bob, whose certificate openssl made, writes to a list that Carol reads. */
import type { TestContext } from "node:test";
import { concatBytes, type EmailAddress, utf8 } from "#base";
import { formatField, toCrlf } from "#mime";
import { openOpenssl, type OpensslPerson } from "../crypto/openssl.ts";
import type { TestServer } from "../server.ts";

export const TEAM = "team@example.org" as EmailAddress;
export const BOB = "bob@example.org";
export const CAROL = "carol@example.net";

/** Posts what Bob signs; how many copies Carol has then. */
export async function bobPosts(
  server: TestServer,
  test: TestContext,
  bob: OpensslPerson,
  text: string,
): Promise<number> {
  const program = openOpenssl();
  test.after(() => program.close());
  const signed = program.sign(bob, utf8(`Content-Type: text/plain\r\n\r\n${text}\r\n`), "detached");
  const header = [
    ["From", BOB],
    ["To", TEAM],
    ["Subject", text],
    ["Message-ID", `<${text}@laptop.example>`],
  ].map(([name = "", value = ""]) => formatField(name, value));
  await server.post({ from: BOB, to: TEAM, message: concatBytes(...header, toCrlf(signed)) });
  return server.mailbox(CAROL).filter(({ from }) => from !== "").length;
}
