/** Row ids: positive integers that are never reused, one type per table so that they cannot be mixed up. */
export type Id<Table extends string> = number & { readonly __id: Table };

export type ListId = Id<"list">;
export type MemberId = Id<"member">;
export type MemberKeyId = Id<"member_key">;
export type InboxId = Id<"inbox">;
export type KeyOfferId = Id<"key_offer">;
export type HeldId = Id<"held">;
export type AuthorityId = Id<"authority">;
export type DkimKeyId = Id<"dkim_key">;
export type ErrandId = Id<"errand">;
export type PostId = Id<"post">;
export type RequestId = Id<"request">;
export type BodyId = Id<"body">;
export type OutboxId = Id<"outbox">;
export type BlobId = Id<"blob">;
export type TaskRunId = Id<"task_run">;
export type StorageKeyId = Id<"storage_key">;

/** Marks a number that a database or a person gave as the id of one kind of row. */
export function asId<I extends Id<string>>(value: number): I {
  return value as I;
}
