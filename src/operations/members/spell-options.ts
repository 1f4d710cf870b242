import type { MemberOptions } from "./member-set.ts";
import { topicWord } from "./member-set.ts";

/** What is chosen, in the words that choose it. A name is free text of who asks, and is not repeated. */
export function spellOptions(options: Partial<MemberOptions>): string {
  const { delivery, until, ack, notMetoo, conceal, noDupes, digest, language, topics, otherTopics, name } =
    options;
  const words = [
    until === undefined ? spellDelivery(delivery) : `UNTIL ${until}`,
    digest === undefined ? null : `DIGEST ${digest.toUpperCase()}`,
    switched("MYPOSTS", notMetoo === undefined ? undefined : !notMetoo),
    switched("ACK", ack),
    switched("HIDE", conceal),
    switched("DUPLICATES", noDupes === undefined ? undefined : !noDupes),
    language === undefined ? null : `LANGUAGE ${language === "" ? "LIST" : language.toUpperCase()}`,
    topics === undefined ? null : `TOPICS ${topics.length === 0 ? "ALL" : topics.map(topicWord).join(",")}`,
    switched("OTHER_TOPICS", otherTopics),
    name === undefined ? null : "NAME",
  ];
  return words.filter((word) => word !== null).join(", ");
}

function spellDelivery(delivery: MemberOptions["delivery"]): string | null {
  return delivery === undefined ? null : delivery === "mail" ? "MAIL" : `DELIVERY ${delivery.toUpperCase()}`;
}

function switched(word: string, on: boolean | undefined): string | null {
  return on === undefined ? null : `${word} ${on ? "ON" : "OFF"}`;
}
