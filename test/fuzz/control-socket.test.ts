/** The control socket: whatever JSON is asked of whatever operation, the answer is a value or a refusal with words, never a fault of ours (S10, S12). */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import fc from "fast-check";
import { listCreate, memberAdd, OPERATIONS } from "#operations";
import { newServer, type TestServer } from "../support/server.ts";

/** Those would stop or copy the data folder. */
const LEFT_OUT = new Set(["site.backup"]);
const NAMES = OPERATIONS.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
const TEAM = "team@example.org";

const value = fc.oneof(
  fc.constantFrom<unknown>(
    TEAM,
    "anna@example.net",
    "",
    "\r\nx: y\u0000",
    "__proto__",
    "../../x",
    "MIA=",
    -1,
    0,
    1,
    2 ** 53,
  ),
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 3 }),
);
const field = fc.constantFrom(
  "list",
  "member",
  "address",
  "id",
  "ids",
  "settings",
  "key",
  "name",
  "file",
  "reason",
  "__proto__",
);
const input = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.uniqueArray(fc.tuple(field, value), { selector: ([name]) => name }).map(Object.fromEntries),
  },
  { weight: 1, arbitrary: value },
);

async function ask(server: TestServer, line: string): Promise<string> {
  const socket = connect(join(server.folder, "run", "control.sock"));
  socket.write(`${line}\n`);
  return text(socket);
}

interface Result {
  readonly result: {
    readonly ok: boolean;
    readonly error?: { readonly code: string; readonly publicText: string };
  };
}

test(
  "every operation answers whatever it is asked, and the server goes on",
  { timeout: 300_000 },
  async (t) => {
    const server = await newServer(t);
    await server.call(listCreate, { address: TEAM, name: "Team" });
    await server.call(memberAdd, { list: TEAM, member: { address: "anna@example.net" } });
    const asked = fc.tuple(fc.constantFrom(...NAMES), input);
    await fc.assert(
      fc.asyncProperty(asked, async ([operation, given]) => {
        const answer = await ask(server, JSON.stringify({ operation, input: given }));
        const { result } = JSON.parse(answer.trim().split("\n").at(-1) ?? "") as Result;
        assert.ok(result.ok || (result.error?.publicText ?? "") !== "", answer);
        assert.notEqual(result.error?.code, "internal", answer);
      }),
      { numRuns: 600 },
    );
    const line = fc.string({ unit: "binary" }).map((one) => one.replaceAll("\n", ""));
    await fc.assert(
      fc.asyncProperty(line, async (octets) => assert.match(await ask(server, octets), /"ok":false/)),
      { numRuns: 100 },
    );
    assert.match(await ask(server, JSON.stringify({ operation: "list.list", input: {} })), /"ok":true/);
  },
);
