/** What the rules about posts are asked with, beside who wrote them: gathered before, so that the rules stay pure. */
import type { Decision } from "../decision.ts";

export interface PostingFacts {
  /** Octets of its body; null: nobody asks, or it is within the limit at first sight. */
  readonly bodyOctets: number | null;
  /** What the lists of `…_these_nonmembers` that name its sender say, in the order in which they are asked. */
  readonly named: readonly Decision["do"][];
  /** Posts of its member within `member_verbosity_interval`, this one included; 0: they are not counted. */
  readonly recentPosts: number;
  readonly looksLikeCommand: boolean;
  /** Addresses in To and Cc. */
  readonly recipients: number;
  /** To, Cc or their Resent- names the list or one of its aliases. */
  readonly namesList: boolean;
  /** What the first of `header_filter_rules` that fits says; null: none does. */
  readonly headerRule: "hold" | "reject" | "discard" | null;
  /** `bounce_matching_headers` has one of its header fields. */
  readonly suspiciousHeader: boolean;
  /** The site's own filter took it for spam. */
  readonly markedAsSpam: boolean;
  /** In a field or first line Approved; `refused`: that line on a list with keys, where no password in clear counts. */
  readonly password: "none" | "right" | "wrong" | "refused";
  /** In a field Urgent. */
  readonly urgent: "no" | "right" | "wrong";
}

/** A post that no rule has anything against. */
export const UNREMARKABLE: PostingFacts = {
  bodyOctets: null,
  named: [],
  recentPosts: 0,
  looksLikeCommand: false,
  recipients: 1,
  namesList: true,
  headerRule: null,
  suspiciousHeader: false,
  markedAsSpam: false,
  password: "none",
  urgent: "no",
};
