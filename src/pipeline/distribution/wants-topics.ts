/** Whether a post is about something that a member wants to read. */
import type { FanOutMember } from "#store";
import type { InFlight } from "../in-flight.ts";

/** Who chose no topics gets every post; who did gets theirs, and what is about none of the list's if they say so. */
export function wantsTopics(
  { topics: wanted, otherTopics }: Pick<FanOutMember, "topics" | "otherTopics">,
  { topics }: InFlight["outgoing"],
): boolean {
  if (topics === null || wanted.length === 0) return true;
  return topics.length === 0 ? otherTopics : wanted.some((name) => topics.includes(name));
}
