/** The rows that an input names; a wrong name is answered with where to look. Thrown, so that nothing is done. */
import { AppError, type EmailAddress, type Result } from "#base";
import { listByAddress, memberByAddress, type Reader, type StoredList, type StoredMember } from "#store";

/** @throws AppError not-found */
export async function wantedList(tx: Reader, address: EmailAddress): Promise<StoredList> {
  const list = await listByAddress(tx, address);
  if (list !== null) return list;
  const publicText = `There is no list ${address}. See which there are: conclave list list`;
  throw new AppError({ code: "not-found", publicText });
}

/** @throws AppError not-found */
export async function wantedMember(
  tx: Reader,
  list: StoredList,
  address: EmailAddress,
): Promise<StoredMember> {
  const member = await memberByAddress(tx, list.id, address);
  if (member !== null) return member;
  const publicText = `${address} is not on ${list.address}. See who is: conclave member list ${list.address}`;
  throw new AppError({ code: "not-found", publicText });
}

/** The value of a refusable step inside a transaction; a refusal rolls everything back. */
export function orRefuse<T>(result: Result<T, AppError>): T {
  if (result.ok) return result.value;
  throw result.error;
}
