/**
 * Text where a program might show it and no signature covers it: before the first and behind the last part of a
 * multipart/signed, above its parts, in the signature part and around its armour (Müller et al., "Johnny, you are fired!",
 * USENIX Security 2019, §4.3). The mail is its author's, and what goes on is what was signed (S1, S2).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "#base";
import { type AttackedList, attackedList, textOf } from "../support/lists/attacked-list.ts";
import { NOW, sealed, signed } from "../support/programs/correspondents.ts";
import { boundaryOf, GENUINE, replaced } from "../support/put-together.ts";

const WORDS = "You are fired";

/** The signature holds, and the words are nobody's. */
const BESIDE: Readonly<Record<string, (hers: Bytes) => Bytes>> = {
  "before the first part": (hers) => replaced(hers, /\r\n\r\n--/, `\r\n\r\n${WORDS}\r\n--`),
  "behind the last part": (hers) => replaced(hers, /--\r\n$/, `--\r\n${WORDS}\r\n`),
  "behind the last boundary": (hers) => replaced(hers, /--\r\n$/, `-- ${WORDS}\r\n`),
  "in a description of the whole": (hers) =>
    replaced(
      hers,
      /^/,
      `Content-Description: ${WORDS}\r\nContent-Disposition: inline; filename="${WORDS}.txt"\r\n`,
    ),
  "in parameters of the whole": (hers) =>
    replaced(hers, /multipart\/signed;/, `multipart/signed; charset="${WORDS}"; name="${WORDS}";`),
  "in a hash that it is not": (hers) => replaced(hers, /micalg="?[\w-]+"?/, `micalg="${WORDS}"`),
  "in an empty third part": (hers) =>
    replaced(
      hers,
      /--\r\n$/,
      `\r\nContent-Type: text/plain; name="${WORDS}.txt"\r\n\r\n\r\n--${boundaryOf(hers)}--\r\n`,
    ),
};

/** There is no signature that can be read. */
const INSTEAD: Readonly<Record<string, (hers: Bytes) => Bytes>> = {
  "in a signature part that is a text": (hers) =>
    replaced(hers, /Content-Type: application\/\S+-signature/, "Content-Type: text/plain"),
  "in a signature part that is HTML": (hers) =>
    replaced(hers, /Content-Type: application\/\S+-signature/, "Content-Type: text/html"),
  "in a signature part that is a multipart": (hers) =>
    replaced(hers, /Content-Type: application\/\S+-signature/, "Content-Type: multipart/mixed; boundary=x"),
  "in two types of the signature part": (hers) =>
    replaced(hers, /(Content-Type: application\/\S+-signature)/, "Content-Type: text/html\r\n$1"),
};

async function check({ post, team }: AttackedList, from: string, content: Bytes) {
  const { report, copy } = await post(from, await sealed(team.openpgp, content));
  const passedOn = copy !== null && textOf(copy).includes(WORDS);
  return { isTheirs: report.author.authentic, isOut: copy !== null, passedOn };
}

for (const who of ["alice", "bob"] as const) {
  test(`words beside what ${who} signed go no further`, async (t) => {
    const list = await attackedList(t);
    const { address } = list[who];
    let second = 0;
    for (const [what, make] of Object.entries(BESIDE)) {
      const at = new Date(NOW.getTime() - (second += 1000));
      const found = await check(list, address, make(await signed(list[who], GENUINE, at)));
      assert.deepEqual(found, { isTheirs: true, isOut: true, passedOn: false }, what);
    }
    for (const [what, make] of Object.entries(INSTEAD)) {
      const found = await check(list, address, make(await signed(list[who], GENUINE)));
      assert.deepEqual(found, { isTheirs: false, isOut: false, passedOn: false }, what);
    }
  });

  test(`nor with the signature of ${who} where the list keeps it`, async (t) => {
    const list = await attackedList(t, { keep_poster_signature: "yes" });
    const { address } = list[who];
    let second = 0;
    for (const [what, make] of Object.entries(BESIDE)) {
      if (/parameters|hash/.test(what)) continue;
      const at = new Date(NOW.getTime() - (second += 1000));
      const content = make(await signed(list[who], GENUINE, at));
      const { copy } = await list.post(address, await sealed(list.team.openpgp, content));
      const isKept = /I agree[^]*Content-Type: application\/\S+-signature/.test(textOf(copy));
      assert.equal(isKept, what !== "behind the last boundary", what);
      assert.ok(!textOf(copy).includes(WORDS), what);
    }
  });
}

for (const keep of ["no", "yes"] as const) {
  test(`words around the armour of a signature go no further (keep_poster_signature = ${keep})`, async (t) => {
    const list = await attackedList(t, { keep_poster_signature: keep });
    let second = 0;
    for (const [what, by] of [
      [/-----BEGIN PGP SIGNATURE/, `${WORDS}\r\n-----BEGIN PGP SIGNATURE`],
      [/-----END PGP SIGNATURE-----/, `-----END PGP SIGNATURE-----\r\n${WORDS}`],
    ] as const) {
      const hers = await signed(list.alice, GENUINE, new Date(NOW.getTime() - (second += 1000)));
      const found = await check(list, list.alice.address, replaced(hers, what, by));
      assert.deepEqual(found, { isTheirs: true, isOut: true, passedOn: false });
    }
  });
}
