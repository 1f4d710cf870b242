/** The week as a text, from a server that is started for it and ends with it. */
import { CAST } from "./cast.ts";
import { nameOf } from "./diary.ts";
import { liveTheWeek, SECRETS } from "./story.ts";
import { Week } from "./the-week.ts";

const BEFORE = [
  "Two lists on one server: Village uses no keys, Council is sealed in OpenPGP and S/MIME. Everything here happened: a real server took these mails and sent those that came of them; only its clock was moved by hand. All times are UTC.",
  "",
  "→ is who got a mail, with its Subject, the name in From, and how it came; | is how its text begins, as the reader's own program shows it. Where no arrow stands nobody got anything.",
];

export async function diaryOfTheWeek(): Promise<string> {
  const endings: (() => unknown)[] = [];
  const week = await Week.begin({
    after: (end) => void (end !== undefined && endings.push(end as () => unknown)),
  });
  try {
    week.diary.open("A week in the life of two lists", BEFORE);
    await liveTheWeek(week);
    week.diary.close("What the week came to", inTheEnd(week));
    return week.diary.text;
  } finally {
    for (const end of endings.toReversed()) await end();
  }
}

function inTheEnd({ server, diary }: Week): readonly string[] {
  const sent = server.sink.messages;
  const readable = sent.filter(({ data }) => SECRETS.some((secret) => data.includes(secret)));
  const mails = CAST.map(({ address }) => `${nameOf(address)} ${diary.countOf(address)}`);
  return [
    `Mails that each of them got: ${mails.join(", ")}.`,
    `Mails that left the server with a word of Council's posts readable on the way: ${readable.length}.`,
  ];
}
