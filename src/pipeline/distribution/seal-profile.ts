/**
 * Seals one profile for the members who wait: the body once, then heads and outbox rows in chunks, each chunk one
 * transaction. The first chunk is small, so that delivery starts early. For members who are planned for later the
 * same body is used on.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { DecodedKeys, markSealed, nextPlanChunk } from "#store";
import type { NotSendable } from "../compose/not-sendable.ts";
import { type BodyRequest, prepareBody, signs } from "./prepare-body.ts";
import { queueCopies } from "../queue-copies.ts";
import { composeEach, differsByReader } from "./compose-each.ts";
import { copyFor } from "./copy-for.ts";
import { HeadsAhead } from "./heads-ahead.ts";
import type { ReadyBody, StoredBody } from "../compose/ready-body.ts";
import type { PipelineSite } from "../site.ts";
import { letGoOf, storeIfLarge } from "./store-if-large.ts";

const FIRST_CHUNK = 50;
const CHUNK = 200;

export class ProfileSealing {
  readonly #site: PipelineSite;
  readonly #request: BodyRequest;
  #body: ReadyBody | StoredBody | null = null;
  #chunk = FIRST_CHUNK;
  readonly #keys = new DecodedKeys();

  constructor(site: PipelineSite, request: BodyRequest) {
    this.#site = site;
    this.#request = request;
  }

  /** null when the copies of all who wait are queued. */
  async goOn(): Promise<NotSendable | null> {
    if (differsByReader(this.#request)) return composeEach(this.#site, this.#request, this.#keys);
    return (await sealsAlone(this.#site, this.#request)) ? this.#sealEach() : this.#sealTogether();
  }

  /** A body for each member. */
  async #sealEach(): Promise<NotSendable | null> {
    for (;;) {
      const prepared = await prepareBody(this.#site, this.#request);
      if (!prepared.ok) return prepared.error;
      const chunk = { body: prepared.value, limit: 1, keys: this.#keys };
      if ((await sealChunk(this.#site, this.#request, chunk)) === null) return null;
      await nextTurn();
    }
  }

  /** One body for all; while a chunk is stored the heads of the next one are made. */
  async #sealTogether(): Promise<NotSendable | null> {
    const trouble = await this.#prepare();
    if (trouble !== null || this.#body === null) return trouble;
    const { headFor, sealed } = this.#body;
    const { post, profile } = this.#request;
    const of = { postId: post.id, profile, keys: this.#keys };
    const heads = new HeadsAhead(this.#site, of, { headFor, sealed });
    for (;;) {
      const body = { ...this.#body, headFor: await heads.next(this.#chunk, CHUNK) };
      const chunk = { body, limit: this.#chunk, keys: this.#keys };
      const stored = await sealChunk(this.#site, this.#request, chunk);
      if (stored === null) return null;
      this.#chunk = CHUNK;
      this.#body = { id: stored.id, headFor, sealed };
      await nextTurn();
    }
  }

  /** Once. A large content is in memory no longer than it takes to store it. */
  async #prepare(): Promise<NotSendable | null> {
    if (this.#body !== null) return null;
    const prepared = await prepareBody(this.#site, this.#request);
    if (!prepared.ok) return prepared.error;
    this.#body = await storeIfLarge(this.#site, this.#request, prepared.value);
    return null;
  }
}

/**
 * Every member of a profile knows its session key, so only a list's signature inside tells them that
 * nobody of them changed the text. Without one each member gets a body of their own.
 */
async function sealsAlone(site: PipelineSite, { mail, profile }: BodyRequest): Promise<boolean> {
  if (profile.cipher === "none") return false;
  return !signs(profile, await site.keyring.secrets(mail.list.id));
}

interface Chunk {
  readonly body: ReadyBody | StoredBody;
  readonly limit: number;
  readonly keys: DecodedKeys;
}

/** Where the body is stored; null when nobody waits any more. */
async function sealChunk(
  site: PipelineSite,
  request: BodyRequest,
  { body, ...chunk }: Chunk,
): Promise<StoredBody | null> {
  const { mail, post, profile } = request;
  return site.db.transact(async (tx) => {
    const now = site.clock.now();
    const members = await nextPlanChunk(tx, { postId: post.id, profile: profile.key, now, ...chunk });
    if (members.length === 0) return null;
    const copies = members.map((member) => copyFor(site, mail, member));
    const ids = { listId: mail.list.id, postId: post.id, inboxId: mail.inboxId };
    const id = await queueCopies(tx, { body, ...ids, at: now }, copies);
    await markSealed(
      tx,
      post.id,
      members.map((member) => member.memberId),
    );
    tx.onCommit(() => {
      if ("content" in body) letGoOf(body.content);
      site.wakeDelivery();
    });
    site.logger.debug("inbox.sealed", { inbox: mail.inboxId, profile: profile.key, members: members.length });
    return { id, headFor: body.headFor, sealed: body.sealed };
  });
}
