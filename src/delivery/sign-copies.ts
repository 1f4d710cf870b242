/**
 * Signs each copy in the name of its list's domain as it leaves, so that personal fields and a member's own head are
 * covered, too. A copy that should be signed and cannot be is not sent: it is tried again later.
 */
import { type Bytes, type Clock, type DkimKeyId, domainOf, fromUtf8, type ListId } from "#base";
import type { ArcWanted, SigningKey } from "#domains";
import { activeDkimKeys, type ClaimedRow, type Database, listById, type StoredList } from "#store";
import type { StoredMessage } from "./stored-message.ts";

export interface SigningOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Whose keys sign where a list's own domain has none; "": nobody's. */
  readonly siteDomain: string;
}

interface ActiveKey extends SigningKey {
  readonly id: DkimKeyId;
}

interface Keys {
  /** The same array as long as they are the same keys. */
  readonly keys: Promise<readonly ActiveKey[]>;
  readonly until: number;
}

interface Signed {
  readonly by: readonly ActiveKey[];
  readonly fields: Promise<Bytes>;
}

type Copy = Pick<ClaimedRow, "listId" | "head" | "memberFields">;

/** After this a key that was activated or retired counts. */
const REMEMBERED_MS = 200;
const UNSIGNED: Bytes = new Uint8Array();

export class CopySigner {
  readonly #options: SigningOptions;
  readonly #keys = new Map<string, Keys>();
  /** Of copies that are the same for everybody. */
  readonly #signed = new WeakMap<StoredMessage, Signed>();

  constructor(options: SigningOptions) {
    this.#options = options;
  }

  /** The fields that go in front; none where nobody signs. */
  async fieldsFor(message: StoredMessage, row: Copy): Promise<Bytes> {
    const keys = await this.#keysFor(row.listId, message);
    if (keys.length === 0) return UNSIGNED;
    if (row.head.length + row.memberFields.length > 0) return this.#sign(keys, message, row);
    const before = this.#signed.get(message);
    if (before?.by === keys) return before.fields;
    const fields = this.#sign(keys, message, row);
    this.#signed.set(message, { by: keys, fields });
    return fields;
  }

  async #sign(
    keys: readonly SigningKey[],
    message: StoredMessage,
    { head, memberFields }: Copy,
  ): Promise<Bytes> {
    const { RelaxedBodyHash, signMessage } = await domains();
    return signMessage(keys, {
      header: message.header(memberFields),
      bodyHash: await message.bodyHash(head, () => new RelaxedBodyHash()),
      at: this.#options.clock.now(),
      arc: message.arc === null ? null : (JSON.parse(fromUtf8(message.arc)) as ArcWanted),
    });
  }

  #keysFor(listId: ListId | null, message: StoredMessage): Promise<readonly ActiveKey[]> {
    const name = listId === null ? fromDomain(message) : String(listId);
    const known = this.#keys.get(name);
    if (known !== undefined && performance.now() < known.until) return known.keys;
    const keys = this.#readKeys(listId, name, known?.keys);
    keys.catch(() => this.#keys.delete(name));
    this.#keys.set(name, { keys, until: performance.now() + REMEMBERED_MS });
    return keys;
  }

  /** @param before those that signed until now: where nothing changed they go on, and so does what they signed */
  async #readKeys(
    listId: ListId | null,
    name: string,
    before?: Promise<readonly ActiveKey[]>,
  ): Promise<readonly ActiveKey[]> {
    const { db, siteDomain } = this.#options;
    const found = await db.read(async (tx) => {
      const list = listId === null ? null : await listById(tx, listId);
      const first = list === null ? name : signingDomain(list);
      if (first === null) return [];
      return activeDkimKeys(tx, { listId, domains: [first, siteDomain].filter((domain) => domain !== "") });
    });
    if (found.length === 0) return [];
    const last = (await before) ?? [];
    if (sameKeys(last, found)) return last;
    const { signingKeyObject } = await domains();
    return found.map(({ secret, ...key }) => ({ ...key, key: signingKeyObject(secret) }));
  }
}

type Numbered = Pick<ActiveKey, "id">;

function sameKeys(some: readonly Numbered[], others: readonly Numbered[]): boolean {
  return some.length === others.length && some.every(({ id }, nth) => id === others[nth]?.id);
}

/** Loaded when somebody signs. */
function domains() {
  return import("#domains");
}

/** null: its mail is not signed. */
function signingDomain({ address, settings }: Pick<StoredList, "address" | "settings">): string | null {
  if (settings["dkim_sign"] === "no") return null;
  const other = settings["dkim_domain"];
  if (typeof other === "string" && other !== "") return other;
  return domainOf(address);
}

/** Mail of no list is the site's own, and its From is ours. */
function fromDomain(message: StoredMessage): string {
  const from = /^from:[^\r\n]*@([\w.-]+)/im.exec(message.header(UNSIGNED));
  return from?.[1]?.toLowerCase() ?? "";
}
