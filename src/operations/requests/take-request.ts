/** What a one-time key that came back orders. It counts once, for exactly what it was given out for. */
import { type AddressKey, type ListId, sameAddress, type EmailAddress } from "#base";
import { removeRequest, requestOfKey, type StoredRequest, type Transactor } from "#store";

/** What the answer itself says of the request; what it says must fit. */
export interface Expected {
  readonly waitsFor?: StoredRequest["waitsFor"];
  /** The list whose address the key came back to. */
  readonly listId?: ListId;
  readonly function?: string;
  readonly email?: EmailAddress;
}

export interface TakenRequest {
  readonly request: StoredRequest;
  /** Who had the key: they proved that they read mail to this address. */
  readonly holder: AddressKey;
}

/** null: the key was never given out, used, too old, or for something else. Then nothing is used up. */
export async function takeRequest(
  tx: Transactor,
  key: string,
  { now, expected = {} }: { readonly now: Date; readonly expected?: Expected },
): Promise<TakenRequest | null> {
  const found = await requestOfKey(tx, key, now);
  if (found === null || !fits(found.request, expected)) return null;
  return (await removeRequest(tx, found.request.id)) ? found : null;
}

function fits(request: StoredRequest, { waitsFor, listId, function: name, email }: Expected): boolean {
  return (
    (waitsFor === undefined || request.waitsFor === waitsFor) &&
    (listId === undefined || request.listId === listId) &&
    (name === undefined || request.function === name) &&
    (email === undefined || sameAddress(request.email, email))
  );
}
