/** Who is asked when somebody joins and leaves by mail, under each of the policies; and that a leave can be undone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCreate, listReview } from "#operations";
import { mailsTo, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const MIA = "mia@example.net";
const DAY_MS = 86_400_000;

/** Answers what was asked since, as long as somebody is asked: who did, in order. */
async function answered(
  server: TestServer,
  who: string,
  since: ReadonlyMap<string, number>,
): Promise<string> {
  const done: string[] = [];
  for (const [role, address, word] of [
    ["member", who, "yes"],
    ["owner", MIA, "accept"],
  ] as const) {
    const asked = mailsTo(server, address)
      .slice(since.get(address) ?? 0)
      .find(({ replyTo }) => replyTo.includes("-confirm+"));
    if (asked === undefined || (role === "member" && asked.subject.startsWith("You left"))) continue;
    done.push(role);
    await write(server, { from: address, to: asked.replyTo, subject: `Re: ${asked.subject}`, text: word });
  }
  return done.join(" ");
}

const JOINING = { none: "", confirm: "member", approve: "owner", both: "member owner" } as const;
const LEAVING = { no: "member", yes: "member owner" } as const;

test("each policy asks whom it says, to join and to leave; who left comes back within the week by a mail", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  for (const [subscribe, joining] of Object.entries(JOINING))
    for (const [unsubscribe, leaving] of Object.entries(LEAVING)) {
      const name = `${subscribe}-${unsubscribe}`;
      const [list, who] = [`${name}@example.org`, `${name}@example.net`];
      const settings = { subscribe_policy: subscribe, unsubscribe_policy: unsubscribe };
      await server.call(listCreate, { address: list, owners: [MIA], settings });
      const isOn = async () =>
        (await server.call(listReview, { list, all: true })).entries.some(({ address }) => address === who);
      const asks = async (door: string) => {
        const since = new Map([who, MIA].map((one) => [one, server.mailbox(one).length]));
        await write(server, { from: who, to: `${name}-${door}@example.org` });
        return answered(server, who, since);
      };
      assert.equal(await asks("join"), joining, name);
      assert.equal(await isOn(), true, name);
      clock.advance(DAY_MS);
      assert.equal(await asks("leave"), leaving, name);
      assert.equal(await isOn(), false, name);
      clock.advance(6 * DAY_MS);
      const goodbye = mailsTo(server, who).findLast(({ subject }) => subject.startsWith("You left"));
      const [undo] = /\S+-confirm\+\w+@\S+/.exec(goodbye?.text ?? "") ?? [];
      await write(server, { from: who, to: undo ?? "", text: "" });
      assert.equal(await isOn(), true, name);
    }
});
