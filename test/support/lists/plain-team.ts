/** A list without keys and its members, for stories of what goes wrong around it. */
import type { Clock, Logger } from "#base";
import { listCreate, memberAdd, queueList, type QueueView } from "#operations";
import type { TestServer } from "../server.ts";

export const TEAM = "team@example.org";
export const MEMBERS = ["anna@example.net", "ben@example.net", "cleo@example.net"] as const;

export async function plainTeam(server: TestServer, members: readonly string[] = MEMBERS): Promise<void> {
  await server.call(listCreate, { address: TEAM, name: "Team" });
  for (const address of members) await server.call(memberAdd, { list: TEAM, member: { address } });
}

/** A post by the first member; `id` is in its Message-ID and its text. */
export function plainPost(id: string, octets = 0) {
  const [from] = MEMBERS;
  const filler = `${"x".repeat(76)}\r\n`.repeat(Math.ceil(octets / 78));
  const fields = [`From: ${from}`, `To: ${TEAM}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  return { from, to: TEAM, message: Buffer.from(`${fields.join("\r\n")}\r\n\r\n${id}\r\n${filler}`) };
}

/** How often each member was given the post. */
export function copiesOf(server: TestServer, id: string, members: readonly string[] = MEMBERS): number[] {
  const mark = `Message-ID: <${id}@laptop.example>`;
  return members.map((address) => server.mailbox(address).filter(({ data }) => data.includes(mark)).length);
}

/** Deliveries by state, and what is troubled. */
export async function queueOf(server: TestServer): Promise<QueueView & { readonly waiting: number }> {
  const view = await server.call(queueList, {});
  const open = view.counts.filter(({ way, state }) => way === "out" && ["ready", "claimed"].includes(state));
  return { ...view, waiting: open.reduce((sum, { count }) => sum + count, 0) };
}

/** The time of day, moved forward on order. */
export class LateClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  pass(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

export interface EventLog extends Logger {
  readonly events: string[];
}

/** Keeps the names of what is logged. */
export function eventLog(): EventLog {
  const events: string[] = [];
  const note = (event: string): void => void events.push(event);
  return { events, debug: note, info: note, warn: note, error: note };
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain until ${what}`);
}
