/** What inputs are made of: the corpus, and posts and keys of people of this run. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { type Bytes, utf8 } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { type Correspondent, entity, mixed, postFrom } from "../support/programs/correspondents.ts";
import { certificateBag, clearSafe, keyBag, pfx } from "../support/crypto/pkcs12-forge.ts";
import { type CorpusInput, corpusInputs } from "./corpus-inputs.ts";
import { makePeople, type People, sealEntity, sealPackets, signedEntities, signedPackets } from "./people.ts";

/** What lies inside an encryption, before anybody changes it. */
export interface Inside {
  readonly by: Correspondent;
  readonly octets: Bytes;
  /** Packets of OpenPGP, or a MIME entity. */
  readonly form: "packets" | "entity";
}

export interface Material {
  readonly people: People;
  readonly insides: readonly Inside[];
  readonly posts: readonly Bytes[];
  /** Key files of the people: public ones, and private ones behind PASSPHRASE. */
  readonly keys: readonly CorpusInput[];
  readonly corpus: readonly CorpusInput[];
}

export const PASSPHRASE = "correct horse";

const CONTENTS: readonly Bytes[] = [
  entity("Meet at noon.\n"),
  mixed(entity("See what I brought.\n"), entity("<p>this\n", [["Content-Type", "text/html"]])),
  entity("Inside.\n", [
    ["Content-Type", 'text/plain; charset=utf-8; hp="cipher"'],
    ["From", "alice@example.org"],
    ["Subject", "inside"],
    ["HP-Outer", "Subject: [...]"],
  ]),
];

/** The same people for everybody who is given the same folder. */
export async function materialIn(folder: string): Promise<Material> {
  const made = await madeOnce(join(folder, "material"));
  return { ...made, corpus: corpusInputs() };
}

async function madeOnce(file: string): Promise<Omit<Material, "corpus">> {
  if (existsSync(file)) return deserialize(readFileSync(file)) as Omit<Material, "corpus">;
  const people = await makePeople();
  const insides = await makeInsides(people);
  const made = { people, insides, posts: await makePosts(people, insides), keys: await makeKeys(people) };
  writeFileSync(file, serialize(made));
  return made;
}

async function makeInsides({ alice, bob }: People): Promise<readonly Inside[]> {
  const all: Inside[] = [];
  for (const content of CONTENTS) {
    for (const by of [alice, bob])
      for (const octets of await signedEntities(by, content)) all.push({ by, octets, form: "entity" });
    all.push({ by: alice, octets: await signedPackets(alice, content), form: "packets" });
    all.push({ by: bob, octets: content, form: "entity" });
  }
  return all;
}

async function makePosts(
  { pgpList, cmsList }: People,
  insides: readonly Inside[],
): Promise<readonly Bytes[]> {
  const posts: Bytes[] = [];
  for (const { by, octets, form } of insides) {
    if (form === "packets") posts.push(postFrom(by, await sealPackets(pgpList, octets)));
    else
      for (const content of [
        octets,
        await sealEntity(pgpList, octets, "gcm"),
        await sealEntity(cmsList, octets, "gcm"),
        await sealEntity(cmsList, octets, "cbc"),
      ])
        posts.push(postFrom(by, content));
  }
  return posts;
}

async function makeKeys({ pgpList, cmsList, alice, bob }: People): Promise<readonly CorpusInput[]> {
  const secret = (path: string, octets: Bytes): CorpusInput => ({ path, octets, kind: "secret" });
  const key = (path: string, octets: Bytes): CorpusInput => ({ path, octets, kind: "key" });
  return [
    key("alice.pgp", alice.publicKey),
    key("alice.asc", utf8(openpgp.armourKey(alice.publicKey))),
    key("bob.crt", bob.publicKey),
    key("bob.pem", utf8(smime.armourCertificate(bob.publicKey))),
    secret("team.asc", utf8(await openpgp.lockSecret(pgpList.secret, PASSPHRASE))),
    secret(
      "team.pem",
      utf8(smime.exportSecret(cmsList.secret, PASSPHRASE) + smime.armourCertificate(cmsList.publicKey)),
    ),
    // Without a MAC, so that what is changed is read.
    secret(
      "team.p12",
      await pfx([clearSafe(keyBag(cmsList.secret.secret), certificateBag(cmsList.publicKey))]),
    ),
  ];
}
