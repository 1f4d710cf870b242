/** What is kept for members without a usable key, as stories about it look at it. */
import { type Bytes, type EmailAddress, utf8, view } from "#base";
import { keyBind, memberAdd } from "#operations";
import { armourKey } from "#openpgp";
import { type Correspondent, correspondent, sealed } from "../programs/correspondents.ts";
import { letter, protectedText, TEAM, type Team } from "./sealed-team.ts";
import { fileInput, type TestServer } from "../server.ts";

export const DAY_MS = 86_400_000;

/** Dora is on the list; her key is not bound yet. */
export async function keylessDora(server: TestServer): Promise<Correspondent> {
  const dora = await correspondent("dora");
  await server.call(memberAdd, { list: TEAM, member: { address: dora.address } });
  return dora;
}

export async function bindKey(server: TestServer, person: Correspondent, replace = false): Promise<void> {
  const file = fileInput(utf8(armourKey(person.publicKey)));
  await server.call(keyBind, { list: TEAM, member: person.address, key: { file }, replace });
  await server.drain();
}

/** Alice writes, sealed and signed; the text holds the word. */
export async function alicePosts(server: TestServer, team: Team, word: string): Promise<void> {
  const text = protectedText(team.alice, `${word}\n`, { subject: `about ${word}` });
  const message = letter(team.alice, await sealed(team.openpgp, text, team.alice), { id: word });
  await server.post({ from: team.alice.address, to: TEAM, message });
}

export async function keptRows(
  server: TestServer,
): Promise<{ readonly posts: number; readonly members: number }> {
  return server.db.read(async (tx) => ({
    posts: (await tx.query.selectFrom("kept").selectAll().execute()).length,
    members: (await tx.query.selectFrom("post_member").selectAll().execute()).length,
  }));
}

/** How many messages are stored anywhere. */
export async function blobs({ db }: TestServer): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("blob").select("id").execute())).length;
}

export function noticesTo(server: TestServer, address: EmailAddress | string): readonly string[] {
  const texts = server.mailbox(address).map(({ data }) => textOf(data));
  return texts.filter((text) => /A message (?:is waiting|could not be sealed) for you/.test(text));
}

export function textOf(octets: Bytes): string {
  return view(octets).toString("utf8").replaceAll(/=\r\n/g, "");
}

/** An outer field of each message to somebody, oldest first. */
export function outerField(server: TestServer, address: string, name: string): readonly string[] {
  const pattern = new RegExp(`^${name}: (.*)\r$`, "mi");
  return server.mailbox(address).map(({ data }) => pattern.exec(textOf(data))?.[1] ?? "");
}
