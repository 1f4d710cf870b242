/** What a one-time key that came back orders. It counts once, for exactly what it was given out for. */
import { type AddressKey, type ListId, sameAddress, type EmailAddress } from "#base";
import { type Reader, removeRequest, requestOfKey, type StoredRequest, type Transactor } from "#store";

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

interface Looking {
  readonly now: Date;
  readonly expected?: Expected;
}

/** null: the key was never given out, used, too old, or for something else. Then nothing is used up. */
export async function takeRequest(
  tx: Transactor,
  key: string,
  { now, expected = {} }: Looking,
): Promise<TakenRequest | null> {
  const found = await findRequest(tx, key, { now, expected });
  return found !== null && (await removeRequest(tx, found.request.id)) ? found : null;
}

/** What taking it would give. */
export async function findRequest(
  tx: Reader,
  key: string,
  { now, expected = {} }: Looking,
): Promise<TakenRequest | null> {
  const found = await requestOfKey(tx, key, now);
  return found !== null && fits(found.request, expected) ? found : null;
}

function fits(request: StoredRequest, { waitsFor, listId, function: name, email }: Expected): boolean {
  return (
    (waitsFor === undefined || request.waitsFor === waitsFor) &&
    (listId === undefined || request.listId === listId) &&
    (name === undefined || request.function === name) &&
    (email === undefined || sameAddress(request.email, email))
  );
}
