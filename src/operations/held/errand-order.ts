/** What a person ordered to be written: kept until the server, which has the keys at hand, writes it. */
import { z } from "zod";
import {
  AppError,
  type Bytes,
  type EmailAddress,
  type Fingerprint,
  fromUtf8,
  type HeldId,
  type ListId,
  type MemberId,
  utf8,
} from "#base";
import { HELD_CODES, type HeldCode, insertErrand, type Transactor } from "#store";
import { MEMBERSHIP_ORDERS, type MembershipOrder } from "../members/membership-order.ts";

/** What a mail to its sender names of it. */
export interface ToldMail {
  readonly arrivedAt: Date;
  /** The outer one; "" for none. */
  readonly messageId: string;
}

export type ErrandOrder =
  | MembershipOrder
  | {
      readonly do: "tell-rejected";
      readonly to: EmailAddress;
      readonly mail: ToldMail;
      readonly reason: string;
    }
  | {
      readonly do: "ask-again";
      readonly to: EmailAddress;
      readonly mail: ToldMail;
      readonly code: HeldCode;
      /** The reason in words. */
      readonly why: string;
    }
  | { readonly do: "welcome"; readonly member: MemberId }
  | { readonly do: "test-key"; readonly member: MemberId }
  /** A post could not be sealed for them, and it is not kept. */
  | { readonly do: "tell-missed"; readonly member: MemberId }
  | {
      readonly do: "send-archived";
      readonly to: EmailAddress;
      /** Whoever they were when it was ordered; null: nobody on the list. */
      readonly member: MemberId | null;
      /** Numbers of kept posts. */
      readonly posts: readonly number[];
    }
  | {
      /** What an owner decided about what somebody asked for. */
      readonly do: "tell-request";
      readonly to: EmailAddress;
      readonly text: "accepted" | "rejected";
      /** As scenarios name it. */
      readonly what: string;
      /** Whom it was about. */
      readonly email: EmailAddress;
      /** "" for none. */
      readonly reason: string;
    }
  | { readonly do: "send-copy"; readonly held: HeldId; readonly member: MemberId }
  | {
      readonly do: "tell-key";
      readonly member: MemberId;
      readonly why: KeyNews;
      /** The keys before; empty where nothing happened to them. */
      readonly old: readonly Fingerprint[];
      /** Absent: as programs import them most easily. */
      readonly form?: KeyForm | undefined;
    }
  | {
      readonly do: "tell-moderator";
      readonly member: MemberId;
      /** Outer Message-ID of what is answered; "" for none. */
      readonly inReplyTo: string;
      readonly text: ModerationText;
      readonly args: Readonly<Record<string, string>>;
      /** The message they may decide about; null: none. */
      readonly held: HeldId | null;
    };

/** In what form the list's keys are mailed. */
export const KEY_FORMS = ["pem", "der", "pkcs7", "openpgp"] as const;
export type KeyForm = (typeof KEY_FORMS)[number];
/** rotated: the old keys open for a while. compromised: they count no more. sent: somebody wants everybody to have them. */
const KEY_NEWS = ["rotated", "compromised", "sent"] as const;
export type KeyNews = (typeof KEY_NEWS)[number];

/** What an answer to a moderator says, as the catalogues name it behind `moderation-`. */
export const MODERATION_TEXTS = [
  "accepted",
  "not-accepted",
  "rejected",
  "rejected-untold",
  "discarded",
  "deferred",
  "asked",
  "not-asked",
  "not-understood",
  "other-number",
  "which",
  "not-signed",
  "not-your-key",
  "not-you",
  "no-integrity",
  "wrong-time",
  "replayed",
  "gone",
] as const;
export type ModerationText = (typeof MODERATION_TEXTS)[number];

const address = z.string().transform((text) => text as EmailAddress);
const mail = z.object({ arrivedAt: z.coerce.date(), messageId: z.string() });
const id = <I extends number>() => z.int().transform((value) => value as I);

const SCHEMA = z.discriminatedUnion("do", [
  ...MEMBERSHIP_ORDERS,
  z.object({ do: z.literal("tell-rejected"), to: address, mail, reason: z.string() }),
  z.object({ do: z.literal("ask-again"), to: address, mail, code: z.enum(HELD_CODES), why: z.string() }),
  z.object({ do: z.literal("welcome"), member: id<MemberId>() }),
  z.object({ do: z.literal("test-key"), member: id<MemberId>() }),
  z.object({ do: z.literal("tell-missed"), member: id<MemberId>() }),
  z.object({
    do: z.literal("send-archived"),
    to: address,
    member: id<MemberId>().nullable(),
    posts: z.array(z.int()),
  }),
  z.object({
    do: z.literal("tell-request"),
    to: address,
    text: z.enum(["accepted", "rejected"]),
    what: z.string(),
    email: address,
    reason: z.string(),
  }),
  z.object({ do: z.literal("send-copy"), held: id<HeldId>(), member: id<MemberId>() }),
  z.object({
    do: z.literal("tell-key"),
    member: id<MemberId>(),
    why: z.enum(KEY_NEWS),
    old: z.array(z.string().transform((text) => text as Fingerprint)),
    form: z.enum(KEY_FORMS).optional(),
  }),
  z.object({
    do: z.literal("tell-moderator"),
    member: id<MemberId>(),
    inReplyTo: z.string(),
    text: z.enum(MODERATION_TEXTS),
    args: z.record(z.string(), z.string()),
    held: id<HeldId>().nullable(),
  }),
]);

export async function order(
  tx: Transactor,
  { listId, at }: { readonly listId: ListId; readonly at: Date },
  what: ErrandOrder,
): Promise<void> {
  await insertErrand(tx, { listId, at, order: utf8(JSON.stringify(what)) });
}

/** @throws AppError internal for an order that this version never writes */
export function readOrder(bytes: Bytes): ErrandOrder {
  const parsed = SCHEMA.safeParse(JSON.parse(fromUtf8(bytes)));
  if (parsed.success) return parsed.data;
  throw new AppError({ code: "internal", publicText: "An order in the database cannot be read." });
}
