import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Bytes, err, fromLatin1, latin1, LIMITS, type Profile, systemRandom, view } from "#base";
import fc from "fast-check";
import {
  composePart,
  decodeBody,
  decodeText,
  encodeBase64Lines,
  type Entity,
  parseMessage,
  toCrlf,
} from "#mime";
import {
  bindingOf,
  type Correspondent,
  NOW,
  openFor,
  recipientFor,
  teamOfBothFamilies,
} from "../../../test/support/programs/correspondents.ts";
import { mustHold } from "../../../test/support/lists/must-hold.ts";
import { judgeAuthor } from "../opening/judge-author.ts";
import type { Opened } from "../opening/opened.ts";
import { sealPost } from "./seal-post.ts";
import type { ComposedPost, SealedPost } from "./sealed-post.ts";
import { wireOf } from "./wire-of.ts";

const POST: ComposedPost = {
  outer: [
    ["From", '"Alice via Team" <team@example.org>'],
    ["To", "team@example.org"],
    ["Subject", "[Team] sealed post 7"],
    ["Message-ID", "<7.image@example.org>"],
  ],
  protected: [
    ["From", '"Alice via Team" <team@example.org>'],
    ["To", "team@example.org"],
    ["Subject", "the plan"],
    ["Message-ID", "<original@alice.example>"],
    ["Author", "Alice <alice@example.org>"],
  ],
  block: "Subject: the plan\nFrom: Alice <alice@example.org>\n",
  content: latin1("Content-Type: text/plain; charset=utf-8\r\n\r\nmeet at noon\r\n"),
};

const profile = (fields: Partial<Profile>): Profile => ({
  key: "test",
  scheme: "openpgp",
  cipher: "seipd1",
  sign: true,
  language: "en",
  marked: true,
  ...fields,
});

const { list, smimeList, alice, bob } = await teamOfBothFamilies();

describe("sealPost", () => {
  function seal(fields: Partial<Profile>, post: Partial<ComposedPost> = {}): Promise<SealedPost> {
    return trySeal(fields, post).then(mustHold);
  }

  function trySeal(fields: Partial<Profile>, post: Partial<ComposedPost>): ReturnType<typeof sealPost> {
    const secrets = { openpgp: list.secret, smime: smimeList.secret };
    return sealPost({
      profile: profile(fields),
      post: { ...POST, ...post },
      secrets,
      at: NOW,
      random: systemRandom,
    });
  }

  /** What a member's program finds, who knows the list's keys. */
  async function openAs(member: Correspondent, wire: Bytes): Promise<Opened> {
    const result = await openFor(wire, [member], [list, smimeList]);
    assert.ok(result.ok);
    return result.value;
  }

  const partsOf = (content: Bytes): readonly Entity[] => {
    const parsed = parseMessage(content);
    assert.ok(parsed.ok);
    return parsed.value.children;
  };

  const forms: readonly (readonly [string, () => Correspondent, Partial<Profile>])[] = [
    ["OpenPGP", () => alice, {}],
    ["OpenPGP with OCB", () => alice, { cipher: "seipd2-ocb" }],
    ["OpenPGP with GCM", () => alice, { cipher: "seipd2-gcm" }],
    ["S/MIME with CBC", () => bob, { scheme: "smime", cipher: "cbc" }],
    ["S/MIME with GCM", () => bob, { scheme: "smime", cipher: "gcm" }],
  ];
  for (const [name, member, fields] of forms) {
    it(`seals for a member in ${name}, signed by the list inside`, async () => {
      const sealed = await seal(fields);
      const wire = wireOf(sealed, sealed.headFor(await recipientFor(member())));
      const opened = await openAs(member(), wire);
      const signing = fields.scheme === "smime" ? smimeList : list;
      assert.equal(judgeAuthor(opened, [bindingOf(signing)]).authentic, true);
      assert.equal(opened.integrity, true);
      assert.equal(opened.subjectProtected, true);
      assert.deepEqual(
        opened.headers.map((field) => [field.name, field.value, field.from]),
        POST.protected.map(([field, value]) => [field, value, "protected"]),
      );
      const [block, content] = partsOf(opened.content);
      assert.ok(block && content);
      assert.equal(decodeText(block).replaceAll("\r\n", "\n"), POST.block);
      assert.deepEqual(view(content.raw), view(POST.content));
    });

    it(`shows nothing of what is inside (${name})`, async () => {
      const sealed = await seal(fields);
      const wire = fromLatin1(wireOf(sealed, sealed.headFor(await recipientFor(member()))));
      const decoded =
        wire + Buffer.from(wire.replaceAll(/[^A-Za-z0-9+/=]/g, ""), "base64").toString("latin1");
      for (const secret of ["the plan", "meet at noon", "alice@example.org", "original@alice"]) {
        assert.ok(!decoded.includes(secret), secret);
      }
      assert.match(wire, /^From: "Alice via Team" <team@example\.org>\r\n/);
    });
  }

  it("records each outer field in HP-Outer inside (RFC 9788 §2.2)", async () => {
    const sealed = await seal({ sign: false });
    const wire = wireOf(sealed, sealed.headFor(await recipientFor(alice)));
    const parsed = parseMessage(wire);
    assert.ok(parsed.ok && parsed.value.children[1]);
    const { open } = await import("#openpgp");
    const outcome = await open({
      ciphertext: parsed.value.children[1].body,
      secrets: [alice.secret],
      at: NOW,
      signers: () => Promise.resolve([]),
    });
    assert.ok(outcome.opened);
    const inside = parseMessage(outcome.content);
    assert.ok(inside.ok);
    assert.deepEqual(
      inside.value.header.all("HP-Outer").map((field) => field.value),
      POST.outer.map(([name, value]) => `${name}: ${value}`),
    );
    assert.equal(inside.value.contentType.parameters.get("hp"), "cipher");
    assert.equal(inside.value.contentType.parameters.get("protected-headers"), "v1");
  });

  for (const scheme of ["openpgp", "smime"] as const) {
    it(`signs in clear with header protection (${scheme}), 8bit content too`, async () => {
      const content = Buffer.from("Content-Type: text/plain; charset=utf-8\n\nGrün\n");
      const wire = wireOf(await seal({ scheme, cipher: "none" }, { content }), new Uint8Array(0));
      assert.ok(wire.every((octet) => octet < 0x80));
      const opened = await openAs(alice, wire);
      const signing = scheme === "smime" ? smimeList : list;
      assert.equal(opened.wasEncrypted, null);
      // Inside and outside the same From; the protected Subject is outside too only if the caller says so.
      assert.equal(judgeAuthor(opened, [bindingOf(signing)]).authentic, true);
      assert.equal(opened.headers.find((field) => field.name === "Subject")?.value, "the plan");
      const [, text] = partsOf(opened.content);
      assert.ok(text);
      assert.equal(decodeText(text), "Grün\r\n");
    });
  }

  it("refuses to sign header fields in clear that are not US-ASCII", async () => {
    const fields = [["Author", "Jörg <joerg@example.org>"]] as const;
    assert.deepEqual(await trySeal({ cipher: "none" }, { protected: fields }), err("changed-on-the-way"));
  });

  it("refuses content in clear that is too deep with what goes around it", async () => {
    const wrap = (inner: string, depth: number): string =>
      `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${inner}\r\n--b${depth}--\r\n`;
    let nested = "Content-Type: text/plain\r\n\r\nx";
    for (let depth = 1; depth < LIMITS.mimeDepth; depth++) nested = wrap(nested, depth);
    const content = latin1(nested);
    const fields = { scheme: "clear", cipher: "none" } as const;
    assert.ok((await trySeal(fields, { content, block: null })).ok);
    assert.deepEqual(await trySeal(fields, { content }), err("beyond-limits"));
  });

  it("passes a clear post on as it came, under the outer fields", async () => {
    const content = latin1(
      "Content-Type: text/plain;\r\n  charset=x\r\nContent-Language: de\r\n\r\nbody\r\n",
    );
    const sealed = await seal({ scheme: "clear", cipher: "none", sign: false }, { content, block: null });
    const wire = fromLatin1(wireOf(sealed, new Uint8Array(0), latin1("List-Unsubscribe: <x>\r\n")));
    assert.ok(wire.startsWith('From: "Alice via Team" <team@example.org>\r\nTo: '));
    assert.ok(
      wire.endsWith(
        `MIME-Version: 1.0\r\nContent-Type: text/plain;\r\n  charset=x\r\nContent-Language: de\r\nList-Unsubscribe: <x>\r\n\r\nbody\r\n`,
      ),
    );
    assert.equal(sealed.headFor(await recipientFor(alice)).length, 0);
  });

  it("seals each profile under a session key of its own", async () => {
    const [one, two] = [await seal({}), await seal({})];
    assert.ok("sessionKey" in one.body && "sessionKey" in two.body);
    assert.notDeepEqual(one.body.sessionKey, two.body.sessionKey);
  });

  it("gives back any content, its data unchanged, whatever octets it has", async () => {
    const encoding = fc.constantFrom("7bit", "8bit", "binary", "base64");
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        encoding,
        fc.constantFrom(...forms),
        async (data, cte, form) => {
          const fields = [
            ["Content-Type", "application/x-data"],
            ["Content-Transfer-Encoding", cte],
          ] as const;
          const body = cte === "base64" ? encodeBase64Lines(data) : data;
          const content = composePart({ fields, body });
          const sealed = await seal(form[2], { content });
          const opened = await openAs(
            form[1](),
            wireOf(sealed, sealed.headFor(await recipientFor(form[1]()))),
          );
          assert.equal(opened.signatures[0]?.verdict, "valid");
          const [, part] = partsOf(opened.content);
          assert.ok(part);
          const lines = (bytes: Bytes): string => fromLatin1(toCrlf(bytes));
          const keepsOctets = cte === "binary" || cte === "base64";
          const same = keepsOctets ? fromLatin1 : lines;
          assert.equal(same(decodeBody(part)), same(data));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses to sign without a key", async () => {
    const secrets = { openpgp: null, smime: null };
    const input = { profile: profile({}), post: POST, secrets, at: NOW, random: systemRandom };
    await assert.rejects(sealPost(input), { code: "key-unusable" });
  });
});
