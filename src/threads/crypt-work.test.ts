import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it, type TestContext } from "node:test";
import type { Worker } from "node:worker_threads";
import { type Bytes, err, latin1, type Scheme, systemRandom, view } from "#base";
import { composeText } from "#mime";
import { type SealInput, wireOf } from "#protect";
import {
  type Correspondent,
  correspondent,
  NOW,
  openRequest,
  recipientFor,
} from "../../test/support/programs/correspondents.ts";
import { mustHold } from "../../test/support/lists/must-hold.ts";
import { createCryptWork, type CryptWork, type CryptWorkOptions } from "./crypt-work.ts";

type Sealing = Awaited<ReturnType<CryptWork["seal"]>>;

const SMALL = composeText("meet at noon\n");
const LARGE = composeText("meet at noon, and bring this:\n".repeat(20_000));

describe("work of cryptography, in threads and here", () => {
  const started: Worker[] = [];
  const remember = (worker: Worker): unknown => started.push(worker);
  const people = new Map<string, Correspondent>();
  const person = (name: string): Correspondent => people.get(name) as Correspondent;

  before(async () => {
    process.on("worker", remember);
    for (const scheme of ["openpgp", "smime"] as const)
      for (const name of ["team", "alice"])
        people.set(`${name} ${scheme}`, await correspondent(name, scheme));
  });
  after(() => process.off("worker", remember));

  function workFor(t: TestContext, options: CryptWorkOptions = {}): CryptWork {
    started.length = 0;
    const work = createCryptWork({ threads: 1, ...options });
    t.after(() => work.close());
    return work;
  }

  function post(scheme: Scheme, content: Bytes): SealInput {
    const cipher = scheme === "openpgp" ? "seipd1" : "gcm";
    return {
      profile: { key: "test", scheme, cipher, sign: true, language: "en", marked: false },
      post: { outer: [["From", "team@example.org"]], protected: [["Subject", "x"]], block: null, content },
      secrets: { openpgp: person("team openpgp").secret, smime: person("team smime").secret },
      at: NOW,
      random: systemRandom,
    };
  }

  async function wire(result: Sealing, scheme: Scheme): Promise<Bytes> {
    const sealed = mustHold(result);
    return wireOf(sealed, sealed.headFor(await recipientFor(person(`alice ${scheme}`))));
  }

  for (const scheme of ["openpgp", "smime"] as const) {
    for (const [size, content, threads] of [
      ["small", SMALL, 0],
      ["large", LARGE, 2],
    ] as const) {
      it(`seals and opens what is ${size} (${scheme})`, async (t) => {
        const work = workFor(t);
        const sealed = await wire(await work.seal(post(scheme, content)), scheme);
        const keys: Bytes[] = [];
        const request = openRequest(sealed, [person(`alice ${scheme}`)], [person(`team ${scheme}`)]);
        const signers: typeof request.signers = async (hints) => {
          const found = await request.signers(hints);
          keys.push(...found.map((key) => key.bytes));
          return found;
        };
        const opened = await work.open({ ...request, signers });
        assert.ok(opened.ok);
        assert.ok(view(opened.value.content).includes(view(content).subarray(-100)));
        assert.equal(opened.value.signatures[0]?.verdict, "valid");
        assert.equal(keys.length, 1);
        assert.equal(started.length > 0, threads > 0);
      });
    }

    it(`works on one large message after another in one thread (${scheme})`, async (t) => {
      const work = workFor(t);
      for (const round of ["first", "second"]) {
        const sealed = await wire(await work.seal(post(scheme, LARGE)), scheme);
        const request = openRequest(sealed, [person(`alice ${scheme}`)], [person(`team ${scheme}`)]);
        const opened = await work.open(request);
        assert.ok(opened.ok && opened.value.signatures[0]?.verdict === "valid", round);
      }
      assert.equal(started.length, 1);
    });

    it(`makes the heads of many members in a thread once it is there (${scheme})`, async (t) => {
      const work = workFor(t);
      const sealed = mustHold(await work.seal(post(scheme, SMALL)));
      assert.ok("sessionKey" in sealed.body);
      const { body } = sealed;
      const many = Array(120).fill(await recipientFor(person(`alice ${scheme}`)));
      const here = await work.heads(body, scheme, many);
      assert.equal(started.length, 1);
      await once(started[0] as Worker, "message");
      const there = await work.heads(body, scheme, many);
      assert.deepEqual([here.length, there.length], [120, 120]);
      for (const head of [here[119], there[0], there[119]]) {
        const request = openRequest(wireOf(sealed, head as Bytes), [person(`alice ${scheme}`)], []);
        assert.ok((await work.open(request)).ok);
      }
    });
  }

  it("says why a large post cannot be signed in clear", async (t) => {
    const { profile, ...input } = post("openpgp", LARGE);
    const author = [["Author", "Jörg <joerg@example.org>"]] as const;
    const clear = { ...input, profile: { ...profile, cipher: "none" as const } };
    const sealed = await workFor(t).seal({ ...clear, post: { ...input.post, protected: author } });
    assert.deepEqual(sealed, err("changed-on-the-way"));
    assert.equal(started.length, 1);
  });

  it("gives the errors of sealing as they are", async (t) => {
    const input = { ...post("openpgp", LARGE), secrets: { openpgp: null, smime: null } };
    await assert.rejects(workFor(t).seal(input), { name: "AppError", code: "key-unusable" });
  });

  it("gives up a message that takes too long, and goes on with the next one", async (t) => {
    const sealed = await wire(await workFor(t).seal(post("smime", LARGE)), "smime");
    const request = openRequest(sealed, [person("alice smime")], []);
    await assert.rejects(workFor(t, { limitMs: 1 }).open(request), { code: "internal" });
    const work = workFor(t);
    const lost = work.open({ ...request, signers: () => new Promise(() => {}) });
    const next = work.open(request);
    const [thread] = (await once(process, "worker")) as [Worker];
    await once(thread, "online");
    await thread.terminate();
    await assert.rejects(lost, { code: "internal" });
    assert.ok((await next).ok);
  });

  it("a look-up of keys that fails is the error of that message", async (t) => {
    const sealed = await wire(await workFor(t).seal(post("smime", LARGE)), "smime");
    const request = openRequest(sealed, [person("alice smime")], []);
    const signers = (): Promise<never> => Promise.reject(new Error("no database"));
    await assert.rejects(workFor(t).open({ ...request, signers }), { code: "internal" });
  });

  it("refuses what waits and what comes when it is closed", async (t) => {
    const sealed = await wire(await workFor(t).seal(post("smime", LARGE)), "smime");
    const work = workFor(t);
    const request = openRequest(sealed, [person("alice smime")], []);
    const [underWay, waiting] = [work.open(request), work.open(request)];
    const refused = [
      assert.rejects(underWay, { code: "internal" }),
      assert.rejects(waiting, /the threads are closed/),
    ];
    await work.close();
    await Promise.all(refused);
    await assert.rejects(work.open(request), /the threads are closed/);
  });

  it("a task that cannot be handed to a thread is an error, and the thread takes the next one", async (t) => {
    const work = workFor(t);
    const input = post("smime", LARGE);
    await assert.rejects(work.seal(Object.assign({ other: () => {} }, input)), { name: "DataCloneError" });
    mustHold(await work.seal(input));
    assert.equal(started.length, 1);
  });

  it("ends the thread of a very large message with it", async (t) => {
    const heavy = composeText("meet at noon, and bring this:\n".repeat(80_000));
    mustHold(await workFor(t).seal(post("smime", heavy)));
    assert.equal(started.length, 1);
    assert.equal(started[0]?.threadId, -1);
  });

  it("the thread erases the secrets of lists and session keys", async (t) => {
    const work = workFor(t);
    const { secrets, ...input } = post("openpgp", LARGE);
    const secret = shared(secrets.openpgp?.secret);
    assert.ok(secrets.openpgp);
    const kept = { ...secrets.openpgp, secret };
    const sealed = mustHold(await work.seal({ ...input, secrets: { ...secrets, openpgp: kept } }));
    assert.ok("sessionKey" in sealed.body);
    const sessionKey = shared(sealed.body.sessionKey);
    const many = Array(120).fill(await recipientFor(person("alice openpgp")));
    await work.heads({ ...sealed.body, sessionKey }, "openpgp", many);
    const reading = [
      { ...person("alice openpgp").secret, secret: shared(person("alice openpgp").secret.secret) },
    ];
    const message = await wire(await work.seal(post("openpgp", LARGE)), "openpgp");
    const request = openRequest(message, [person("alice openpgp")], []);
    assert.ok((await work.open({ ...request, secrets: reading })).ok);
    mustHold(await work.seal(post("openpgp", LARGE)));
    assert.equal(started.length, 1);
    for (const octets of [secret, sessionKey, reading[0]?.secret])
      assert.deepEqual(octets, new Uint8Array(octets?.length ?? 0));
  });

  it("ends a thread that has nothing to do", async (t) => {
    const work = workFor(t, { idleMs: 1 });
    const text = { ...post("smime", LARGE) };
    await work.seal(text);
    await once(started[0] as Worker, "exit");
    assert.deepEqual(view(text.post.content), view(LARGE), "what was sealed is still there");
    assert.ok(mustHold(await work.seal(text)).outer.length > latin1("From: ").length);
    assert.equal(started.length, 2);
  });
});

/** Octets that the thread does not get a copy of: what it does to them is seen here. */
function shared(octets: Bytes | undefined): Bytes {
  assert.ok(octets && octets.length > 0);
  const view = new Uint8Array(new SharedArrayBuffer(octets.length));
  view.set(octets);
  return view;
}
