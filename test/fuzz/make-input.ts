/**
 * The input of a number: which one to take, how to change it, and what is done with it then. The same seed, number
 * and material give the same choices; session keys of what is sealed on the way are new each time.
 */
import type { Bytes } from "#base";
import { postFrom, signed } from "../support/programs/correspondents.ts";
import { makeBomb } from "./bombs.ts";
import type { CorpusInput } from "./corpus-inputs.ts";
import type { Material } from "./material.ts";
import { mutateByFormat, mutateEncoded } from "./mutate-encoded.ts";
import { mutateMime } from "./mutate-mime.ts";
import { OCTET_MUTATORS } from "./mutate-octets.ts";
import { mutatePackets } from "./mutate-packets.ts";
import { Numbers } from "./numbers.ts";
import { sealEntity, sealPackets } from "./people.ts";

export interface FuzzInput {
  /** How it came about, for people. */
  readonly recipe: string;
  readonly octets: Bytes;
  readonly kind: CorpusInput["kind"];
  /** Its content was signed after it was changed: the address of whoever did it. */
  readonly signedBy: string | null;
}

const MOST_SEALED = 300_000;

export async function makeInput(seed: string, number: number, material: Material): Promise<FuzzInput> {
  const numbers = new Numbers(`${seed}/${number}`);
  const kind = numbers.below(100);
  if (kind < 32) return fromCorpus(numbers, material);
  if (kind < 50) return changedPost(numbers, material);
  if (kind < 70) return changedInside(numbers, material);
  if (kind < 78) return signedAgain(numbers, material);
  if (kind < 92) return changedKey(numbers, material);
  if (kind < 97) return { recipe: "a bomb", octets: makeBomb(numbers), kind: "message", signedBy: null };
  return sealedBomb(numbers, material);
}

function fromCorpus(numbers: Numbers, { corpus }: Material): FuzzInput {
  const { path, octets, kind } = numbers.pick(corpus);
  const other = numbers.pick(corpus).octets;
  const changed =
    kind === "message" ? changeMessage(octets, numbers, other) : changeFile(octets, numbers, other);
  return { recipe: `${path}, changed`, octets: changed, kind, signedBy: null };
}

function changedPost(numbers: Numbers, { posts }: Material): FuzzInput {
  const octets = changeMessage(numbers.pick(posts), numbers, numbers.pick(posts));
  return { recipe: "a post, changed", octets, kind: "message", signedBy: null };
}

async function changedInside(numbers: Numbers, { people, insides }: Material): Promise<FuzzInput> {
  const { by, octets, form } = numbers.pick(insides);
  const other = numbers.pick(insides).octets;
  const changed = (form === "packets" ? mutatePackets : changeMessage)(octets, numbers, other);
  const inside = changed.subarray(0, MOST_SEALED);
  const list = numbers.pick([people.pgpList, people.cmsList]);
  const sealed =
    form === "packets"
      ? await sealPackets(people.pgpList, inside)
      : await sealEntity(list, inside, numbers.pick(["cbc", "gcm"]));
  const recipe = `${form} changed, then sealed`;
  return { recipe, octets: maybeChanged(postFrom(by, sealed), numbers), kind: "message", signedBy: null };
}

/** The writer signs whatever it is: it has to be theirs, and harmless. */
async function signedAgain(numbers: Numbers, { people, insides }: Material): Promise<FuzzInput> {
  const by = numbers.pick([people.alice, people.bob]);
  const entity = changeMessage(numbers.pick(insides).octets, numbers, numbers.pick(insides).octets);
  const content = await signed(by, entity.subarray(0, MOST_SEALED));
  const list = numbers.pick([people.pgpList, people.cmsList]);
  const sealed = numbers.chance(50) ? content : await sealEntity(list, content, "gcm");
  const recipe = "changed, then signed";
  return { recipe, octets: postFrom(by, sealed), kind: "message", signedBy: by.address };
}

function changedKey(numbers: Numbers, { keys, corpus }: Material): FuzzInput {
  const all = numbers.chance(50) ? keys : corpus.filter(({ kind }) => kind !== "message");
  const { path, octets, kind } = numbers.pick(all);
  const changed = changeFile(octets, numbers, numbers.pick(all).octets);
  return { recipe: `${path}, changed`, octets: changed, kind, signedBy: null };
}

async function sealedBomb(numbers: Numbers, { people }: Material): Promise<FuzzInput> {
  const bomb = makeBomb(numbers).subarray(0, MOST_SEALED);
  const list = numbers.pick([people.pgpList, people.cmsList]);
  const isPackets = (bomb[0] ?? 0) >= 0x80;
  const sealed = isPackets ? await sealPackets(people.pgpList, bomb) : await sealEntity(list, bomb, "gcm");
  return { recipe: "a sealed bomb", octets: postFrom(people.alice, sealed), kind: "message", signedBy: null };
}

const maybeChanged = (octets: Bytes, numbers: Numbers): Bytes =>
  numbers.chance(10) ? changeMessage(octets, numbers, octets) : octets;

function changeMessage(octets: Bytes, numbers: Numbers, other: Bytes): Bytes {
  let changed = octets;
  for (let left = numbers.size(4); left > 0; left--) changed = changeOnce(changed, numbers, other);
  return changed;
}

function changeOnce(octets: Bytes, numbers: Numbers, other: Bytes): Bytes {
  const kind = numbers.below(100);
  if (kind < 25) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  if (kind < 60) return mutateEncoded(octets, numbers, other) ?? mutateByFormat(octets, numbers, other);
  return mutateMime(octets, numbers, other);
}

/** Keys, certificates and other files that are no mail. */
function changeFile(octets: Bytes, numbers: Numbers, other: Bytes): Bytes {
  if (numbers.chance(10)) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  return mutateEncoded(octets, numbers, other) ?? mutateByFormat(octets, numbers, other);
}
