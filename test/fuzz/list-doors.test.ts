/**
 * Changed posts, answers of moderators and bounces at every address of a sealed list, on the whole server: each is decided,
 * none stops what is behind it, and nobody's changed answer decides about what waits (S4, S10).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, latin1 } from "#base";
import { toCrlf } from "#mime";
import { queueList } from "#operations";
import { correspondent, entity, sealed, signed } from "../support/programs/correspondents.ts";
import { moderatedTeam, newestMail } from "../support/lists/moderators.ts";
import { heldCodes, letter, TEAM } from "../support/lists/sealed-team.ts";
import { makeBomb } from "./bombs.ts";
import { mutateMime } from "./mutate-mime.ts";
import { OCTET_MUTATORS } from "./mutate-octets.ts";
import { Numbers } from "./numbers.ts";

const ROUNDS = 60;
const MOST_OCTETS = 200_000;

test(`${ROUNDS} rounds of changed mail to each address`, { timeout: 300_000 }, async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, olga } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, olga);
  const eve = await correspondent("eve");
  const text = entity(`accept ${id}\n`);
  const samples: readonly Bytes[] = [
    letter(eve, text, { to: replyTo }),
    letter(eve, await signed(eve, text), { to: replyTo }),
    letter(eve, await sealed(team.openpgp, text, eve), { to: replyTo }),
    letter(eve, await sealed(team.smime, await signed(eve, text)), { to: TEAM }),
    concatBytes(latin1("Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n"), letter(eve, text)),
  ];
  const doors = [
    TEAM,
    replyTo,
    "team-owner@example.org",
    "team-sendkey@example.org",
    "team-bounces+1.x@example.org",
  ];
  const numbers = new Numbers("list doors");
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const to of doors) {
      const message = changed(numbers, samples);
      await server.send({ from: numbers.chance(80) ? eve.address : "", to, message });
    }
  }
  await server.drain();
  const { aside, counts } = await server.call(queueList, {});
  assert.deepEqual(aside, []);
  assert.deepEqual(
    counts.filter(({ way }) => way === "in"),
    [],
    "each is decided",
  );
  assert.equal((await heldCodes(server))[0], "held member-moderated", "what waits waits");
  assert.equal(server.mailbox(team.bob.address).length, 0, "no member gets anything");
});

function changed(numbers: Numbers, samples: readonly Bytes[]): Bytes {
  if (numbers.chance(10)) return toCrlf(makeBomb(numbers).subarray(0, MOST_OCTETS));
  let octets = numbers.pick(samples);
  for (let left = numbers.size(4); left > 0; left -= 1) {
    const change = numbers.chance(60) ? mutateMime : numbers.pick(OCTET_MUTATORS);
    octets = change(octets, numbers, numbers.pick(samples));
  }
  return toCrlf(octets.subarray(0, MOST_OCTETS));
}
