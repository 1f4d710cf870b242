/** AUTH with PLAIN (RFC 4616) and LOGIN, in the profile of RFC 4954. */
import { err, ok, type Result } from "#base";
import type { ClientChannel } from "./client-channel.ts";
import type { ClientTimeouts, Credentials } from "./client-options.ts";
import { reply, type Reply } from "./reply.ts";

const NO_MECHANISM = reply(454, "4.7.0", "The relay offers neither AUTH PLAIN nor AUTH LOGIN");

export async function authenticate(
  channel: ClientChannel,
  mechanisms: readonly string[],
  credentials: Credentials,
  timeouts: ClientTimeouts,
): Promise<Result<null, Reply>> {
  const { username, password } = credentials;
  const ask = async (line: string): Promise<Reply> => {
    channel.write(`${line}\r\n`);
    return await channel.expect(timeouts.command);
  };
  if (mechanisms.includes("PLAIN")) {
    return accepted(await ask(`AUTH PLAIN ${base64(`\0${username}\0${password}`)}`));
  }
  if (!mechanisms.includes("LOGIN")) return err(NO_MECHANISM);
  for (const line of ["AUTH LOGIN", base64(username)]) {
    const answer = await ask(line);
    if (answer.code !== 334) return err(answer);
  }
  return accepted(await ask(base64(password)));
}

function accepted(answer: Reply): Result<null, Reply> {
  return answer.code === 235 ? ok(null) : err(answer);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
