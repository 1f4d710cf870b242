/** An owner's yes or no to what waits for them. It is taken first, so that of two who decide at once one does. */
import { z } from "zod";
import { addressKey, AppError, asId, err, type EmailAddress, ok, type RequestId, sameAddress } from "#base";
import {
  listById,
  removeRequest,
  requestById,
  type StoredList,
  type StoredRequest,
  takeAnswer,
  type Transactor,
} from "#store";
import { ANSWERS } from "../held/answer-limits.ts";
import { order } from "../held/errand-order.ts";
import { address, reasonForSender, rowId } from "../input.ts";
import { memberAdd } from "../members/member-add.ts";
import { memberInvite } from "../members/joining/member-invite.ts";
import { memberRemove } from "../members/member-remove.ts";
import { memberSubscribe } from "../members/joining/member-subscribe.ts";
import { memberUnsubscribe } from "../members/joining/member-unsubscribe.ts";
import { type AnyOperation, type Context, operation, type Outcome } from "../operation.ts";

/** What may wait for an owner. Nothing else that stands in a row is ever run (S12). */
const REQUESTABLE: readonly AnyOperation[] = [
  memberSubscribe,
  memberUnsubscribe,
  memberAdd,
  memberRemove,
  memberInvite,
];

export interface DecidedRequest {
  readonly id: number;
  readonly function: string;
  readonly email: EmailAddress;
}

const which = {
  id: rowId,
  /** It is about this one, or nothing is done. */
  list: address.optional(),
};

export const requestAccept = operation({
  name: "request.accept",
  summary: "Agree to what somebody asked for",
  input: z.strictObject(which),
  async run(context, wanted): Promise<Outcome<DecidedRequest>> {
    const { request, list } = await context.db.transact((tx) => take(tx, context, wanted));
    const wish = REQUESTABLE.find(({ name }) => name === request.operation);
    if (wish === undefined) return err(notHere(request.id));
    const { actor: address, email } = request;
    const actor = { kind: "person", address, method: request.method } as const;
    const outcome = await wish.invoke({ ...context, actor }, JSON.parse(request.input));
    if (!outcome.ok) return outcome;
    await tell(context, list, { request, text: "accepted", reason: "" });
    return ok({ id: request.id, function: request.function, email });
  },
});

export const requestReject = operation({
  name: "request.reject",
  summary: "Refuse what somebody asked for",
  input: z.strictObject({ ...which, reason: reasonForSender.optional() }),
  async run(context, { reason = "", ...wanted }) {
    const { request, list } = await context.db.transact((tx) => take(tx, context, wanted));
    await tell(context, list, { request, text: "rejected", reason });
    return ok<DecidedRequest>({ id: request.id, function: request.function, email: request.email });
  },
});

interface Taken {
  readonly request: StoredRequest;
  readonly list: StoredList;
}

/** @throws AppError not-found */
async function take(
  tx: Transactor,
  { clock }: Pick<Context, "clock">,
  { id, list: only }: { readonly id: number; readonly list?: EmailAddress | undefined },
): Promise<Taken> {
  const request = await requestById(tx, asId<RequestId>(id), clock.now());
  if (request === null || request.waitsFor !== "owner") throw notHere(id);
  const list = request.listId === null ? null : await listById(tx, request.listId);
  if (list === null) throw notHere(id);
  if (only !== undefined && !sameAddress(list.address, only)) throw notHere(id);
  if (!(await removeRequest(tx, request.id))) throw notHere(id);
  return { request, list };
}

interface Telling {
  readonly request: StoredRequest;
  readonly text: "accepted" | "rejected";
  readonly reason: string;
}

/** Who asked hears of it, within the limits of answers (S7). */
async function tell(
  { db, clock, wake }: Context,
  list: StoredList,
  { request, text, reason }: Telling,
): Promise<void> {
  const at = clock.now();
  const { actor: to, function: what, email } = request;
  await db.transact(async (tx) => {
    if (!(await takeAnswer(tx, { to: addressKey(to), listId: list.id, now: at, ...ANSWERS }))) return;
    await order(tx, { listId: list.id, at }, { do: "tell-request", to, text, what, email, reason });
    tx.onCommit(wake);
  });
}

function notHere(id: number): AppError {
  const publicText = `No request ${id} waits for an owner. See which do: conclave request list`;
  return new AppError({ code: "not-found", publicText });
}
