/** Policies of authors' domains cannot be evaded by what stands in From, and who does not answer is held up by nobody. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { parseMessage } from "#mime";
import { listConfigure } from "#operations";
import { MEMBERS, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { startDns } from "../support/programs/dns-server.ts";
import { newServer } from "../support/server.ts";

const [, BEN] = MEMBERS;
const EVE = "eve@evil.example";
const BOSS = "Boss <boss@bank.example>";

test("a policy counts whoever else stands in From, and where nobody answers there is none", async (t) => {
  const dns = await startDns(t, {
    "_dmarc.bank.example": "v=DMARC1; p=reject",
    "_dmarc.evil.example": "v=DMARC1; p=none",
    "_dmarc.silent.example": null,
    "_dmarc.broken.example": "v=DMARC1; p=rejekt",
  });
  const server = await newServer(t, { site: [`dns_servers = ["${dns.address}"]`] });
  await plainTeam(server);
  const settings = { generic_nonmember_action: "accept", dmarc_moderation_action: "reject" } as const;
  await server.call(listConfigure, { list: TEAM, settings });
  let count = 0;
  /** From and Reply-To of Ben's copy; null: he got none. */
  const copy = async (...fields: readonly string[]) => {
    const before = server.mailbox(BEN).length;
    const head = [...fields, `To: ${TEAM}`, "Subject: x", `Message-ID: <${(count += 1)}@a.example>`];
    await server.post({ from: EVE, to: TEAM, message: Buffer.from(`${head.join("\r\n")}\r\n\r\nx\r\n`) });
    const newest = server.mailbox(BEN).slice(before)[0];
    const parsed = newest && parseMessage(newest.data);
    if (parsed?.ok !== true) return null;
    return ["from", "reply-to"].map((name) => parsed.value.header.all(name).map(({ value }) => value));
  };
  assert.deepEqual(await copy(`From: ${EVE}`), [[EVE], []]);
  assert.equal(await copy(`From: ${BOSS}`), null);
  assert.equal(await copy(`From: ${EVE}, ${BOSS}`), null);
  assert.equal(await copy(`From: ${EVE}`, `From: ${BOSS}`), null);
  assert.equal(await copy(`From: all: ${EVE}, ${BOSS};`), null);
  const many = (authors: number) =>
    Array.from({ length: authors }, (_, nth) => `a${nth}@evil.example`).join(", ");
  assert.notEqual(await copy(`From: ${many(LIMITS.dmarcAuthors)}`), null);
  assert.equal(await copy(`From: ${many(LIMITS.dmarcAuthors)}, ${BOSS}`), null, "more than are asked about");
  for (const domain of ["silent.example", "broken.example"])
    assert.deepEqual(await copy(`From: a@${domain}`), [[`a@${domain}`], []]);

  await server.call(listConfigure, { list: TEAM, settings: { dmarc_moderation_action: "munge" } });
  assert.deepEqual(await copy(`From: ${EVE}`, `From: ${BOSS}`), [
    [`eve via Team <${TEAM}>`],
    [`${EVE}, ${BOSS}`],
  ]);
});
