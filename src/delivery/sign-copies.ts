/**
 * Signs each copy in the name of its list's domain as it leaves, so that personal fields and a member's own head are
 * covered, too. A copy that should be signed and cannot be is not sent: it is tried again later.
 */
import { type Bytes, type Clock, domainOf, fromUtf8, type ListId } from "#base";
import type { ArcWanted, SigningKey } from "#domains";
import { activeDkimKeys, type ClaimedRow, type Database, listById, type StoredList } from "#store";
import type { StoredMessage } from "./stored-message.ts";

export interface SigningOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Whose keys sign where a list's own domain has none; "": nobody's. */
  readonly siteDomain: string;
}

interface Keys {
  readonly keys: Promise<readonly SigningKey[]>;
  readonly until: number;
}

type Copy = Pick<ClaimedRow, "listId" | "head" | "memberFields">;

/** After this a key that was activated or retired counts. */
const REMEMBERED_MS = 200;
const UNSIGNED: Bytes = new Uint8Array();

export class CopySigner {
  readonly #options: SigningOptions;
  readonly #keys = new Map<string, Keys>();
  /** Of copies that are the same for everybody. */
  readonly #signed = new WeakMap<StoredMessage, { readonly by: Keys; readonly fields: Promise<Bytes> }>();

  constructor(options: SigningOptions) {
    this.#options = options;
  }

  /** The fields that go in front; none where nobody signs. */
  async fieldsFor(message: StoredMessage, row: Copy): Promise<Bytes> {
    const by = this.#keysFor(row.listId, message);
    const keys = await by.keys;
    if (keys.length === 0) return UNSIGNED;
    if (row.head.length + row.memberFields.length > 0) return this.#sign(keys, message, row);
    const before = this.#signed.get(message);
    if (before?.by === by) return before.fields;
    const fields = this.#sign(keys, message, row);
    this.#signed.set(message, { by, fields });
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

  #keysFor(listId: ListId | null, message: StoredMessage): Keys {
    const name = listId === null ? fromDomain(message) : String(listId);
    const known = this.#keys.get(name);
    if (known !== undefined && performance.now() < known.until) return known;
    const keys = this.#readKeys(listId, name);
    keys.catch(() => this.#keys.delete(name));
    const read = { keys, until: performance.now() + REMEMBERED_MS };
    this.#keys.set(name, read);
    return read;
  }

  async #readKeys(listId: ListId | null, name: string): Promise<readonly SigningKey[]> {
    const { db, siteDomain } = this.#options;
    const found = await db.read(async (tx) => {
      const list = listId === null ? null : await listById(tx, listId);
      const first = list === null ? name : signingDomain(list);
      if (first === null) return [];
      return activeDkimKeys(tx, { listId, domains: [first, siteDomain].filter((domain) => domain !== "") });
    });
    if (found.length === 0) return [];
    const { signingKeyObject } = await domains();
    return found.map(({ secret, ...key }) => ({ ...key, key: signingKeyObject(secret) }));
  }
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
