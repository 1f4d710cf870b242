/** The sealed team, whose members write signed commands. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import type { FieldList } from "#mime";
import { memberList } from "#operations";
import { type Correspondent, correspondent, entity, signed } from "../programs/correspondents.ts";
import { newServer, type TestServer, type TestServerOptions } from "../server.ts";
import { REQUEST } from "./commanding.ts";
import { type Moderated, newestMail } from "./moderators.ts";
import { join, letter, type MovableClock, movableClock, sealedTeam, TEAM, type Team } from "./sealed-team.ts";

export interface CommandingTeam {
  readonly server: TestServer;
  readonly clock: MovableClock;
  readonly team: Team;
  /** Owner, with an OpenPGP key. */
  readonly olga: Correspondent;
  readonly addresses: () => Promise<readonly string[]>;
  /** All that came to somebody, opened with their key. */
  readonly said: (reader: Correspondent) => Promise<string>;
  readonly order: (by: Correspondent, how: SignedOrder) => Promise<void>;
}

export interface SignedOrder {
  readonly text?: string;
  /** Absent: the text, signed by whoever writes. */
  readonly content?: Bytes;
  readonly to?: string;
  readonly id?: string;
  readonly subject?: string;
  readonly envelope?: string;
  readonly more?: FieldList;
}

let orders = 0;

export async function commandingTeam(
  t: TestContext,
  settings: Readonly<Record<string, string | number>> = {},
  options: Omit<TestServerOptions, "clock"> = {},
): Promise<CommandingTeam> {
  const clock = movableClock();
  const server = await newServer(t, { ...options, clock });
  const team = await sealedTeam(server, settings);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  const addresses = async () => (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
  const story = { server, team } as Moderated;
  const said = async (reader: Correspondent): Promise<string> => {
    const texts = [];
    for (const one of server.mailbox(reader.address)) {
      const only = { ...story, server: { ...server, mailbox: () => [one] } };
      const { subject, replyTo, text } = await newestMail(only, reader);
      texts.push(`Subject: ${subject}\nReply-To: ${replyTo}\n\n${text.replaceAll("\r\n", "\n")}`);
    }
    return texts.join("\n");
  };
  const order = async (by: Correspondent, how: SignedOrder): Promise<void> => {
    const { text = "", to = REQUEST, id = `order-${(orders += 1)}`, envelope = by.address } = how;
    const content = how.content ?? (await signed(by, entity(`${text}\n`)));
    const message = letter(by, content, { id, to, more: how.more ?? [] });
    await server.post({
      from: envelope,
      to,
      message: how.subject === undefined ? message : withSubject(message, how.subject),
    });
  };
  return { server, clock, team, olga, addresses, said, order };
}

function withSubject(message: Bytes, subject: string): Bytes {
  const text = Buffer.from(message).toString("latin1");
  assert.match(text, /^Subject: outside\r$/m);
  return Buffer.from(text.replace(/^Subject: outside\r$/m, `Subject: ${subject}\r`), "latin1");
}
