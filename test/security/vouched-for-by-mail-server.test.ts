/**
 * S7, S15: to whom a list with keys answers. What Authentication-Results say counts only from a configured name on a
 * trusted listener, for exactly the From, and only if that is the envelope sender.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, view } from "#base";
import type { FieldList } from "#mime";
import {
  type Correspondent,
  correspondent,
  entity,
  mail,
  sealed,
} from "../support/programs/correspondents.ts";
import { heldCodes, letter, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { messageExplain } from "#pipeline";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const MX = "mx.example.org";
const EVE = "eve@example.com";
const TRUSTING = [`trusted_authserv_ids = ["${MX}"]`, "[[listeners]]", "trusted = true"];

interface Mail {
  readonly results: readonly string[];
  readonly from?: string;
  readonly sender?: string;
}

let count = 0;

/** A clear post to a list that takes sealed ones only. Whether its envelope sender is answered, as was foretold. */
async function isAnswered(server: TestServer, given: Mail): Promise<boolean> {
  const { results, from = EVE, sender = EVE } = given;
  const fields: FieldList = [
    ...results.map((value) => ["Authentication-Results", value] as const),
    ["From", from],
    ["To", TEAM],
    ["Message-ID", `<${++count}@laptop.example>`],
  ];
  const before = server.mailbox(sender).length;
  const message = mail(fields, entity(`in clear ${count}`));
  const foretold = await server.call(messageExplain, {
    list: TEAM,
    message: fileInput(message),
    from: sender,
  });
  await server.post({ from: sender, to: TEAM, message });
  const answered = server.mailbox(sender).length > before;
  assert.equal(foretold.answer.to !== null, answered, "explained");
  return answered;
}

async function begin(t: TestContext, site: readonly string[] = TRUSTING) {
  const clock = movableClock();
  const server = await newServer(t, { clock, site });
  const team = await sealedTeam(server);
  return { clock, server, team };
}

/** Eight in a row reach no limit. */
const VOUCHED: readonly Mail[] = [
  { results: [`${MX}; dkim=pass header.d=example.com header.s=a`] },
  { results: [`${MX}; spf=pass smtp.mailfrom=${EVE}`] },
  { results: [`${MX}; dmarc=pass header.from=EXAMPLE.com`] },
  { results: [`${MX}; dmarc=none header.from=example.com; spf=pass smtp.mailfrom=example.com`] },
  { results: [`${MX}; auth=pass (plain) smtp.auth=${EVE}`] },
  { results: [`MX.example.org 1; dkim=fail header.d=other.example; dkim=pass header.d=example.com`] },
  { results: [`other.example; dkim=fail header.d=example.com`, `${MX}; dkim=pass header.d=example.com`] },
  { results: [`${MX}; spf=pass smtp.mailfrom=example.com`, `${MX}; dmarc=pass header.from=example.com`] },
];

test("who is vouched for is answered", async (t) => {
  const { server } = await begin(t);
  for (const given of VOUCHED) assert.ok(await isAnswered(server, given), given.results.join());
});

const NOT_VOUCHED: readonly Mail[] = [
  { results: [] },
  { results: ["mx.example.org.evil.example; dkim=pass header.d=example.com"] },
  { results: ["(mx.example.org); dkim=pass header.d=example.com"] },
  { results: [`${MX}; none`] },
  { results: [`${MX}; dkim=fail (dkim=pass header.d=example.com) header.d=example.com`] },
  { results: [`${MX}; dkim=fail reason="dkim=pass header.d=example.com" header.d=example.com`] },
  { results: [`${MX}; dkim=pass header.d=evil.example`] },
  { results: [`${MX}; dkim=pass header.d=com`] },
  { results: [`${MX}; dkim=pass header.d=sub.example.com`] },
  { results: [`${MX}; dkim=pass header.d=example.com; dkim=fail header.d=example.com`] },
  { results: [`${MX}; spf=pass smtp.helo=example.com`] },
  { results: [`${MX}; spf=softfail smtp.mailfrom=example.com`] },
  { results: [`${MX}; auth=pass smtp.auth=mallory@example.com`] },
  { results: [`${MX}; auth=pass smtp.mailfrom=${EVE}`] },
  { results: [`${MX}; dmarc=fail header.from=example.com; dkim=pass header.d=example.com`] },
  { results: [`${MX}; dmarc=pass header.from=example.com`, `${MX}; dmarc=fail header.from=example.com`] },
  { results: [`${MX}; dmarc=pass header.from=evil.example`] },
  { results: [`${MX}; arc=pass header.d=example.com`] },
  { results: [`${MX}; dkim=pass header.d=example.com`], sender: "victim@example.com" },
  { results: [`${MX}; dkim=pass header.d=example.com`], from: `${EVE}, victim@example.com` },
  { results: [`${MX}; dkim=pass header.d=example.com`], from: "victim@example.net", sender: EVE },
];

test("nobody else is", async (t) => {
  const { server } = await begin(t);
  for (const given of NOT_VOUCHED) assert.ok(!(await isAnswered(server, given)), JSON.stringify(given));
});

test("nothing counts on a listener that is not trusted, or without a configured name", async (t) => {
  for (const site of [[TRUSTING[0] ?? ""], TRUSTING.slice(1), []]) {
    const { server } = await begin(t, site);
    for (const given of VOUCHED) assert.ok(!(await isAnswered(server, given)), given.results.join());
  }
});

test("who passes on a stolen post hears nothing, though their mail server vouches for them (S1, S4)", async (t) => {
  const { server, team } = await begin(t);
  const { alice, openpgp } = team;
  const owner = "team-owner@example.org";
  const more: FieldList = [["Authentication-Results", `${MX}; dkim=pass header.d=example.com`]];
  const write = async (content: Bytes, to: string): Promise<number> => {
    const message = letter({ address: EVE }, content, { id: String(++count), to, more });
    await server.post({ from: EVE, to, message });
    return server.mailbox(EVE).length;
  };
  const stolen = await sealed(openpgp, entity("the secret"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, stolen) });
  assert.equal(await write(stolen, TEAM), 0);
  assert.equal(await write(stolen, owner), 0);
  assert.equal(await write(await sealed(openpgp, entity("my own")), owner), 1, "of her own mail she hears");
  assert.deepEqual(await heldCodes(server), ["held opened-elsewhere", "held owners-without-key"]);
});

test("every failure to open has one answer, at most once per encrypted session key (S11)", async (t) => {
  const { server, team } = await begin(t);
  const long = entity("x".repeat(2000));
  const cut = async (to: Correspondent): Promise<Bytes> => damaged(await sealed(to, long));
  const [other, openpgp, smime] = [
    await correspondent("other"),
    await cut(team.openpgp),
    await cut(team.smime),
  ];
  const more: FieldList = [["Authentication-Results", `${MX}; dkim=pass header.d=example.com`]];
  for (const content of [await sealed(other, long), openpgp, openpgp, smime, smime]) {
    const message = letter({ address: EVE }, content, { id: String(++count), more });
    await server.post({ from: EVE, to: TEAM, message });
  }
  const answers = server.mailbox(EVE).map(({ data }) => view(data).toString("latin1"));
  assert.equal(answers.length, 3);
  const reasons = answers.map((text) => /Reason: [^]*?Do this: [^]*?\r\n\r\n/.exec(text)?.[0]);
  assert.equal(new Set(reasons).size, 1);
  assert.match(reasons[0] ?? "", /we could not open it/);
});

/** One octet of the last lines is another one. */
function damaged(content: Bytes): Bytes {
  const octets = Buffer.from(content);
  const at = octets.length - 600;
  octets[at] = octets[at] === 0x41 ? 0x42 : 0x41;
  return octets;
}
