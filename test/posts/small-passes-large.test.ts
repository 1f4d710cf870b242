/** A list's post does not wait for the large posts of another list, on a server whose relay takes its time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCreate, memberAdd } from "#operations";
import { MEMBERS, plainPost, plainTeam } from "../support/lists/plain-team.ts";
import { newServer } from "../support/server.ts";

const CREW = "crew@example.org";
const MEMBER = "dora@example.net";
const LARGE_OCTETS = 3_000_000;
/** More than go out at once. */
const LARGE_POSTS = 6;

for (const database of ["sqlite", "postgres"] as const) {
  test(`${database}: the small list's copy comes before the large list's last one`, async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await server.call(listCreate, {
      address: CREW,
      settings: { generic_nonmember_action: "accept", require_explicit_destination: "no" },
      owners: ["owner@example.org"],
    });
    await server.call(memberAdd, { list: CREW, member: { address: MEMBER } });
    // Long enough that the small post comes in while the first large ones are on their way.
    server.sink.behaviour.delayMs = ({ data }) => (data.length > LARGE_OCTETS ? 1500 : 0);
    for (let nth = 0; nth < LARGE_POSTS; nth++) await server.send(plainPost(`large${nth}`, LARGE_OCTETS));
    await server.send({ ...plainPost("small"), to: CREW });
    await server.drain();
    const order = server.sink.messages.map(({ recipients }) => recipients.includes(MEMBER));
    assert.equal(order.filter((isSmall) => isSmall).length, 1);
    assert.ok(order.indexOf(true) < order.lastIndexOf(false), `${order.indexOf(true)} of ${order.length}`);
    const large = server.mailbox(MEMBERS[0]).filter(({ data }) => data.length > LARGE_OCTETS);
    assert.equal(large.length, LARGE_POSTS);
  });
}
