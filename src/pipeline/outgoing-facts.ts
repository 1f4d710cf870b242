/** What steps found about how a post goes out in clear; its copies are composed by it. */
import type { AddressKey } from "#base";
import type { ChainStatus } from "#domains";
import type { Scrubbing } from "./scrubbing/what-to-scrub.ts";

export interface OutgoingFacts {
  /** `filter_content` took something out or changed it. */
  readonly filtered: boolean;
  /** What became of `scrub_nondigest`: "files" is taken out of single copies while the list keeps the post. */
  readonly scrub: Scrubbing;
  /** Files were taken out of this copy, and its author's signature with them. */
  readonly unsigned: boolean;
  /** Names of the list's topics that it is about; null: nobody asked, or found out. */
  readonly topics: readonly string[] | null;
  /** Under whose name: the author's own, or the list's, perhaps with the post enclosed. */
  readonly from: "author" | "munge" | "wrap";
  /** What the list calls the author where From has no name; "" for nothing. */
  readonly authorName: string;
  /** Stands above the enclosed post; "" for nothing. */
  readonly wrapText: string;
  /** Each copy says a link by which its reader leaves; what all copies share says nothing of leaving. */
  readonly ownLeaveLink: boolean;
  /** Members who are taken out of Cc: they get no copy from the list because they stand there. */
  readonly notInCc: readonly AddressKey[];
  /** What was found of it when it came; null: nobody asked, or nobody answered. */
  readonly authentication: Authentication | null;
}

export interface Authentication {
  /** Who says it: our name. */
  readonly authservId: string;
  /** Each `method=result` with its properties. */
  readonly results: readonly string[];
  /** Its chain of ARC sets; null: nothing is sealed. */
  readonly chain: ChainStatus | null;
  /** The number of the next one; null: the chain takes no more. */
  readonly nextInstance: number | null;
}

export const AS_WRITTEN: OutgoingFacts = {
  filtered: false,
  scrub: "off",
  unsigned: false,
  topics: null,
  from: "author",
  authorName: "",
  wrapText: "",
  ownLeaveLink: false,
  notInCc: [],
  authentication: null,
};
