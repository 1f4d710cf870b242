import { AppError } from "#base";
import { type KeyOffer, keyOffers, type Reader, type StoredList } from "#store";

/** @throws AppError not-found, so that nothing is done if one of them does not wait */
export async function wantedOffers(
  tx: Reader,
  list: StoredList,
  numbers: readonly number[],
): Promise<readonly KeyOffer[]> {
  const waiting = await keyOffers(tx, list.id);
  return numbers.map((number) => {
    const found = waiting.find(({ id }) => id === number);
    if (found !== undefined) return found;
    const publicText = `No key number ${number} waits on ${list.address}. See which do: conclave key offers ${list.address}`;
    throw new AppError({ code: "not-found", publicText });
  });
}
