/**
 * Distributed posts that a list keeps: whether one is kept, what is written down of it and how that is read back, the
 * months they lie in, and mbox files of them. Octets in, octets out: where they are stored and who gets them is for others.
 */
export { type ArchivedFacts, type ArchivedPost, readArchived, writeArchived } from "./archived-post.ts";
export { type ArchiveName, type ArchiveTime, readArchiveName } from "./archive-name.ts";
export { goesSealed } from "./goes-sealed.ts";
export { mayBeArchived } from "./may-be-archived.ts";
export { mboxOf } from "./mbox.ts";
