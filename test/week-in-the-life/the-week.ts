/** Two lists on one server whose clock is moved by hand: what people do in a week, and all that comes of it. */
import type { Bytes, Clock, EmailAddress } from "#base";
import { heldList, taskList } from "#operations";
import { runTask } from "../support/run-task.ts";
import { listAsCorrespondents, type Team } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";
import type { Correspondent } from "../support/programs/correspondents.ts";
import { COUNCIL, type Person } from "./cast.ts";
import { Diary } from "./diary.ts";
import { type SeenMail, seenMail } from "./seen-mail.ts";

const MONDAY = Date.parse("2026-11-16T00:00:00Z");
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY_MS = 86_400_000;
/** They ask the network, and nothing here is to be found there. */
const LEFT_OUT = ["crl_update", "ocsp_update", "certificate_lookup"];

/** Of hourly work once a day is enough here. */
const SITE = ["[tasks]", 'erase_expired = "0 7 * * *"', 'owner_summary = "20 7 * * *"'];

const TASKS: Readonly<Record<string, string>> = {
  send_digests: "The server sends the digests of the day.",
  owner_summary: "The server sums up for the owners what waits.",
  chk_cert_expiration: "The server looks for keys that expire.",
  erase_expired: "The server erases posts that have waited as long as they may.",
};

export interface Letter {
  readonly to: string;
  readonly message: Bytes;
  /** Absent: the person's address. */
  readonly envelope?: string;
}

export class Week {
  readonly server: TestServer;
  readonly diary = new Diary();
  /** Keys of people, by address. */
  readonly keys = new Map<EmailAddress, Correspondent>();
  readonly #clock: HandClock;
  #council: Pick<Team, "openpgp" | "smime"> | null = null;
  #seen = 0;

  private constructor(server: TestServer, clock: HandClock) {
    this.server = server;
    this.#clock = clock;
  }

  static async begin(test: Parameters<typeof newServer>[0]): Promise<Week> {
    const clock = new HandClock(new Date(MONDAY + 8 * 3_600_000));
    return new Week(await newServer(test, { clock, site: SITE }), clock);
  }

  get now(): Date {
    return this.#clock.now();
  }

  /** The sealed list's public keys; it has to be there. */
  async council(): Promise<Pick<Team, "openpgp" | "smime">> {
    return (this.#council ??= await listAsCorrespondents(this.server, COUNCIL));
  }

  /**
   * Lets time pass until then, and all scheduled work with it; then somebody does something.
   * @param when such as "Tue 14:30"
   */
  async at(when: string, what: string, act: () => Promise<unknown>, remark?: string): Promise<void> {
    await this.#passUntil(timeOf(when));
    await act();
    await this.server.drain();
    this.diary.entry(this.now, what, await this.#newMails(), remark);
  }

  /** Hands a mail in, as the mail server does; what comes of it is waited for elsewhere. */
  async send(by: Person, { to, message, envelope = by.address }: Letter): Promise<void> {
    const refused = (await this.server.send({ from: envelope, to, message })).find(
      ({ outcome }) => outcome !== "delivered",
    );
    if (refused !== undefined) throw new Error(`the server did not take it: ${refused.text}`);
  }

  /** The newest address that somebody was asked to answer to. */
  answerAddress({ address }: Person): string {
    const fields = this.server
      .mailbox(address)
      .flatMap(({ data }) => /^Reply-To: (\S+-confirm\+\S+)\r$/m.exec(data.toString())?.[1] ?? []);
    const newest = fields.at(-1);
    if (newest === undefined) throw new Error(`${address} was asked nothing`);
    return newest;
  }

  async #passUntil(then: Date): Promise<void> {
    for (;;) {
      const [next] = (await this.server.call(taskList, {}))
        .filter(({ name, nextAt }) => nextAt !== null && !LEFT_OUT.includes(name))
        .map(({ name, nextAt }) => ({ name, at: new Date(nextAt ?? "") }))
        .filter(({ at }) => at <= then)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime());
      if (next === undefined) break;
      this.#clock.moveTo(next.at);
      const waited = await this.#waiting();
      await runTask(this.server, this.#clock, next.name);
      const erased = waited - (await this.#waiting());
      const mails = await this.#newMails();
      if (mails.length === 0 && erased === 0) continue;
      this.diary.entry(
        this.now,
        TASKS[next.name] ?? next.name,
        mails,
        erased === 0 ? undefined : `${erased} of Village`,
      );
    }
    this.#clock.moveTo(then);
  }

  async #waiting(): Promise<number> {
    return (await this.server.call(heldList, {})).filter(({ kind }) => kind === "held").length;
  }

  async #newMails(): Promise<readonly SeenMail[]> {
    const fresh = this.server.sink.messages.slice(this.#seen);
    this.#seen += fresh.length;
    const council = await this.council().catch(() => null);
    const lists = council === null ? [] : [council.openpgp, council.smime];
    const copies = fresh.flatMap(({ recipients, data }) => recipients.map((to) => ({ to, data })));
    return Promise.all(
      copies.map(({ to, data }) => {
        const key = this.keys.get(to as EmailAddress);
        return seenMail(to, data, { at: this.now, own: key === undefined ? [] : [key], lists });
      }),
    );
  }
}

class HandClock implements Clock {
  #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now);
  }

  moveTo(then: Date): void {
    if (then < this.#now) throw new Error(`time does not go back to ${then.toISOString()}`);
    this.#now = then;
  }
}

function timeOf(when: string): Date {
  const [day = "", time = ""] = when.split(" ");
  return new Date(MONDAY + DAYS.indexOf(day) * DAY_MS + Date.parse(`1970-01-01T${time}:00Z`));
}
