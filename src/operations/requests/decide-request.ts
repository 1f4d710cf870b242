/** An owner's yes or no to what waits for them. It is taken first, so that of two who decide at once one does. */
import { z } from "zod";
import {
  addressKey,
  AppError,
  asId,
  err,
  type EmailAddress,
  type ErrorCode,
  ok,
  type RequestId,
  sameAddress,
} from "#base";
import {
  listById,
  removeRequest,
  requestById,
  type StoredList,
  type StoredRequest,
  takeAnswer,
  type Transactor,
  within,
} from "#store";
import { answerLimits } from "../held/answer-limits.ts";
import { order } from "../held/errand-order.ts";
import { address, reasonForSender, rowId } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { memberAdd } from "../members/member-add.ts";
import { memberInvite } from "../members/joining/member-invite.ts";
import { memberRemove } from "../members/member-remove.ts";
import { type BroughtKeys, broughtWith } from "../members/joining/brought-keys.ts";
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
    const brought = await broughtTo(context, wanted.id);
    return context.db.transact(async (tx) => {
      const taken = await take(tx, context, wanted);
      const outcome = await fulfil(tx, { ...context, ...(brought && { brought }) }, taken.request);
      if (!outcome.ok) return outcome;
      await tell(tx, context, { ...taken, text: "accepted", reason: "" });
      return ok(decided(taken.request));
    });
  },
});

/** Judged before anything is written: that can take long. null: nothing came with it. */
async function broughtTo(context: Context, id: number): Promise<BroughtKeys | null> {
  const found = await context.db.read(async (tx) => {
    const request = await requestById(tx, asId<RequestId>(id), context.clock.now());
    const list = request?.listId ? await listById(tx, request.listId) : null;
    return request !== null && list !== null && request.operation === memberSubscribe.name
      ? { request, list }
      : null;
  });
  return found && broughtWith(context, found.list, found.request);
}

/** @throws what kept it from being done: then it waits on. What is so already waits no more. */
async function fulfil(tx: Transactor, context: Context, request: StoredRequest): Promise<Outcome<unknown>> {
  const wish = REQUESTABLE.find(({ name }) => name === request.operation);
  if (wish === undefined) return err(notHere(request.id));
  const actor = { kind: "person", address: request.actor, method: request.method } as const;
  tx.onCommit(context.wake);
  const outcome = await wish.invoke(
    { ...context, actor, db: within(tx, context.db) },
    JSON.parse(request.input),
  );
  if (!outcome.ok && !IS_SO_ALREADY.includes(outcome.error.code)) throw outcome.error;
  return outcome;
}

const IS_SO_ALREADY: readonly ErrorCode[] = ["already-exists", "not-found"];

export const requestReject = operation({
  name: "request.reject",
  summary: "Refuse what somebody asked for",
  input: z.strictObject({ ...which, reason: reasonForSender.optional() }),
  async run(context, { reason = "", ...wanted }) {
    return context.db.transact(async (tx) => {
      const taken = await take(tx, context, wanted);
      await tell(tx, context, { ...taken, text: "rejected", reason });
      return ok(decided(taken.request));
    });
  },
});

function decided({ id, function: name, email }: StoredRequest): DecidedRequest {
  return { id, function: name, email };
}

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

interface Telling extends Taken {
  readonly text: "accepted" | "rejected";
  readonly reason: string;
}

/** Who asked hears of it, within the limits of answers (S7). */
async function tell(
  tx: Transactor,
  { clock, wake }: Pick<Context, "clock" | "wake">,
  { request, list, text, reason }: Telling,
): Promise<void> {
  const at = clock.now();
  const { actor: to, function: what, email } = request;
  const limits = answerLimits(settingsOf(list));
  if (!(await takeAnswer(tx, { to: addressKey(to), listId: list.id, now: at, ...limits }))) return;
  await order(tx, { listId: list.id, at }, { do: "tell-request", to, text, what, email, reason });
  tx.onCommit(wake);
}

function notHere(id: number): AppError {
  const publicText = `No request ${id} waits for an owner. See which do: conclave request list`;
  return new AppError({ code: "not-found", publicText });
}
