/** A request that waits, as people see it. */
import type { AuthMethod, ListId } from "#base";
import type { StoredRequest } from "#store";

export interface RequestView {
  readonly id: number;
  readonly list: string;
  /** As scenarios name it: subscribe, unsubscribe, … */
  readonly function: string;
  readonly actor: string;
  /** How they proved to be that. */
  readonly method: AuthMethod;
  /** Whom it is about. */
  readonly email: string;
  readonly askedAt: string;
  /** Forgotten after this time. */
  readonly until: string;
}

export function requestView(request: StoredRequest, addresses: ReadonlyMap<ListId, string>): RequestView {
  const { id, listId, function: name, actor, method, email, createdAt, expiresAt } = request;
  const list = listId === null ? "" : (addresses.get(listId) ?? "");
  const times = { askedAt: createdAt.toISOString(), until: expiresAt.toISOString() };
  return { id, list, function: name, actor, method, email, ...times };
}
