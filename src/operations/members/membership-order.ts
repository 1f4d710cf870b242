/** Mail about somebody's membership that is to be written: to them, or to the owners. */
import { z } from "zod";
import type { EmailAddress, MemberId } from "#base";

const address = z.string().transform((text) => text as EmailAddress);
const member = z.int().transform((value) => value as MemberId);

export const MEMBERSHIP_ORDERS = [
  /** One of their posts went out. */
  z.object({
    do: z.literal("tell-posted"),
    member,
    mail: z.object({ arrivedAt: z.coerce.date(), messageId: z.string() }),
  }),
  z.object({
    do: z.literal("goodbye"),
    to: address,
    /** What they send back to undo it; null: an owner removed them. */
    undo: z.string().nullable(),
    until: z.coerce.date(),
    /** A Recipient as the store writes it: their key is not bound any more. */
    sealTo: z.string().nullable(),
    /** That they had chosen; "": none. */
    language: z.string().default(""),
  }),
  z.object({ do: z.literal("invite"), to: address, key: z.string(), until: z.coerce.date() }),
  /** Who may join is asked for a key. */
  z.object({
    do: z.literal("ask-key"),
    to: address,
    key: z.string(),
    until: z.coerce.date(),
    /** They answered, without a key that can be used. */
    again: z.boolean(),
    /** They are on the list, and may give one. */
    joined: z.boolean().default(false),
  }),
  /** They gave one: a mail that only its owner reads asks for a signature. */
  z.object({
    do: z.literal("challenge"),
    to: address,
    key: z.string(),
    until: z.coerce.date(),
    fingerprint: z.string(),
    /** A Recipient as the store writes it. */
    sealTo: z.string(),
    /** They answered, and did not sign with it. */
    again: z.boolean(),
  }),
  z.object({ do: z.literal("key-refused"), to: address }),
  /** A member gave one, and showed that it is theirs. */
  z.object({
    do: z.literal("key-given"),
    member,
    fingerprint: z.string(),
    /** False: an owner has to say so. */
    taken: z.boolean(),
  }),
  z.object({ do: z.literal("remind"), member }),
  /** Who looks after the list gets no more posts, by a link. */
  z.object({ do: z.literal("tell-unread"), member }),
  z.object({
    do: z.literal("tell-moved"),
    member,
    /** Where it is told: the address before. */
    from: address,
  }),
  /** A member says that an address is theirs: it is asked. */
  z.object({
    do: z.literal("ask-address"),
    to: address,
    /** Whose it would be. */
    of: address,
    how: z.enum(["add", "move"]),
    key: z.string(),
    until: z.coerce.date(),
  }),
  /** It counts as theirs: told to their first one. */
  z.object({ do: z.literal("tell-address"), member, address }),
  /** To owners and moderators, each. */
  z.object({
    do: z.literal("tell-change"),
    owner: member,
    address,
    change: z.enum(["joined", "left", "unread", "added", "removed"]),
    /** Who did it to them; null: they themselves. */
    by: address.nullable().default(null),
    /** A scenario says that owners hear of it, and no setting. */
    byScenario: z.boolean().default(false),
  }),
] as const;

export type MembershipOrder = z.output<(typeof MEMBERSHIP_ORDERS)[number]>;
