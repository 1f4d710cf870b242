/** The week itself. Each line is what a person does; what comes of it is the server's. */
import type { Scheme } from "#base";
import { heldList, keyBind, listCreate, memberAdd, memberAppoint } from "#operations";
import {
  ALICE,
  ANNA,
  BOB,
  CAROL,
  COUNCIL,
  DORA,
  ERIK,
  EVE,
  JORG,
  keyFile,
  keyOf,
  MARIE,
  OLGA,
  PAUL,
  type Person,
  SVEN,
  VILLAGE,
  YUKI,
} from "./cast.ts";
import { undoAddress } from "../support/lists/commanding.ts";
import { bounce, clear, type Draft, firstLetter, secret, signedOrder } from "./letters.ts";
import type { Week } from "./the-week.ts";

const door = (name: string, list = VILLAGE): string => list.replace("@", `-${name}@`);
const VILLAGE_SETTINGS = {
  description: "What goes on in the village",
  msg_footer: "-- \nVillage. To leave, write to {request}.",
  filter_content: "yes",
  pass_mime_types: "multipart text/plain text/html",
  member_verbosity_threshold: 3,
  max_days_to_hold: 3,
  admin_notify_mchanges: "yes",
  send_welcome_msg: "yes",
};

/** Words that stand in Council's posts only. */
export const SECRETS = ["bridge", "40,000", "30,000"] as const;

export async function liveTheWeek(week: Week): Promise<void> {
  firstLetter();
  await monday(week);
  await tuesday(week);
  await wednesday(week);
  await thursdayAndFriday(week);
  await weekend(week);
}

function writes(week: Week, by: Person, draft: Draft): () => Promise<void> {
  return () => week.send(by, clear(week, by, draft));
}

/** Answers the newest question, with nothing but a mail program. */
function answers(week: Week, by: Person, text = ""): () => Promise<void> {
  return () => week.send(by, clear(week, by, { to: week.answerAddress(by), subject: "Re:", text }));
}

async function monday(week: Week): Promise<void> {
  const { server } = week;
  await week.at("Mon 08:00", "The operator makes the list Village. It uses no keys, and Olga owns it.", () =>
    server.call(listCreate, {
      address: VILLAGE,
      name: "Village",
      owners: [OLGA.address],
      settings: VILLAGE_SETTINGS,
    }),
  );
  await week.at(
    "Mon 08:10",
    "The operator makes the list Council, sealed. Olga owns it; he gives it her OpenPGP key.",
    async () => {
      await server.call(listCreate, {
        address: COUNCIL,
        name: "Council",
        sealed: true,
        settings: { description: "The council's own list" },
      });
      await joinCouncil(week, OLGA, { scheme: "openpgp", owner: true });
    },
  );
  await week.at(
    "Mon 08:30",
    "Olga brings in Alice (OpenPGP), Bob (S/MIME), Erik (OpenPGP, a key that expires on Saturday) and Carol, who has no key.",
    async () => {
      await joinCouncil(week, ALICE, { scheme: "openpgp" });
      await joinCouncil(week, BOB, { scheme: "smime" });
      await joinCouncil(week, ERIK, { scheme: "openpgp", until: new Date("2026-11-21T12:00:00Z") });
      await server.call(memberAdd, {
        list: COUNCIL,
        member: { address: CAROL.address, name: CAROL.fullName },
        welcome: true,
      });
    },
  );
  await week.at(
    "Mon 08:45",
    "Olga brings the people of the old list into Village: Jörg, Yuki, Dora, Paul and Sven.",
    async () => {
      for (const { address, fullName } of [JORG, YUKI, DORA, PAUL, SVEN])
        await server.call(memberAdd, { list: VILLAGE, member: { address, name: fullName }, welcome: false });
    },
  );
  await week.at(
    "Mon 09:00",
    "Anna wants to join: an empty mail to village-join.",
    writes(week, ANNA, { to: door("join") }),
  );
  await week.at("Mon 09:04", "Anna answers the question.", answers(week, ANNA));
  await week.at("Mon 09:30", "Marie joins, too.", writes(week, MARIE, { to: door("join") }));
  await week.at("Mon 09:31", "Marie answers the question.", answers(week, MARIE));
  await week.at(
    "Mon 10:00",
    "Anna introduces herself to Village, in UTF-8.",
    writes(week, ANNA, {
      to: VILLAGE,
      subject: "Hello from the mill",
      text: "I live in the old mill now – come and see it.\nAnna",
    }),
  );
  await week.at(
    "Mon 18:20",
    "Jörg answers in German, in ISO-8859-1.",
    writes(week, JORG, {
      to: VILLAGE,
      subject: "Re: Hello from the mill: schöne Grüße",
      text: "Schöne Grüße! Am Samstag gibt es Tee und Käse.\nJörg",
      latin1: true,
    }),
  );
}

interface NewMember {
  readonly scheme: Scheme;
  readonly owner?: boolean;
  /** When the key expires. */
  readonly until?: Date;
}

async function joinCouncil(week: Week, person: Person, { scheme, owner, until }: NewMember): Promise<void> {
  const key = await keyOf(person, scheme, until);
  week.keys.set(person.address, key);
  const member = { address: person.address, name: person.fullName, owner, key: keyFile(key) };
  await week.server.call(memberAdd, { list: COUNCIL, member, welcome: true });
}

async function tuesday(week: Week): Promise<void> {
  await week.at(
    "Tue 07:30",
    "Yuki would rather have one mail a day: a mail to village-request.",
    writes(week, YUKI, { to: door("request"), text: "SET village DIGEST" }),
  );
  await week.at("Tue 07:32", "Yuki answers the question.", answers(week, YUKI));
  await week.at(
    "Tue 08:15",
    "Yuki writes in Japanese, in Shift_JIS.",
    writes(week, YUKI, {
      to: VILLAGE,
      ready: {
        subject: "=?Shift_JIS?B?k3mXapP6gsyCqJKD?=",
        contentType: "text/plain; charset=Shift_JIS",
        base64: "k3mXapP6gsyPV4LcguiCyY1zgquC3IK3gUKCqJKDgvCOnYLBgsSNc4KrgtyCt4FCDQqQ4Y5xDQo=",
      },
    }),
  );
  await week.at(
    "Tue 11:00",
    "Marie would rather be written to in French: a mail to village-request.",
    writes(week, MARIE, { to: door("request"), text: "SET village LANGUAGE fr" }),
  );
  await week.at("Tue 11:05", "Marie answers the question.", answers(week, MARIE));
  await week.at(
    "Tue 12:00",
    "Marie writes in French, and her program makes HTML of it.",
    writes(week, MARIE, {
      to: VILLAGE,
      ready: {
        subject: "=?UTF-8?Q?Qui_apporte_le_g=C3=A2teau_=3F?=",
        contentType: "text/html; charset=UTF-8",
        base64: Buffer.from(
          "<html><body><p>J'apporte un <b>gâteau aux noix</b>.</p><p>À samedi !<br>Marie</p></body></html>",
        ).toString("base64"),
      },
    }),
  );
  await week.at("Tue 14:00", "Alice writes to Council, signed and sealed in OpenPGP.", () =>
    council(week, ALICE, "The new bridge", "The offer for the bridge is 40,000. Please tell nobody yet."),
  );
  await week.at("Tue 15:10", "Bob answers, signed and sealed in S/MIME.", () =>
    council(week, BOB, "Re: The new bridge", "That is more than we have. Ask again in spring?"),
  );
  await week.at(
    "Tue 16:00",
    "Eve, a stranger, writes to Village.",
    writes(week, EVE, { to: VILLAGE, subject: "Cheap wine", text: "Wine for your party, today only." }),
  );
  await week.at(
    "Tue 18:00",
    "Dora goes away and wants no mail until Friday.",
    writes(week, DORA, { to: door("request"), text: "SET village until 2026-11-20" }),
  );
  await week.at("Tue 18:02", "Dora answers the question.", answers(week, DORA));
}

async function council(week: Week, by: Person, subject: string, text: string): Promise<void> {
  await week.send(by, await secret(week, by, { to: COUNCIL, subject, text }));
}

async function wednesday(week: Week): Promise<void> {
  await week.at(
    "Wed 08:00",
    "Olga is on holiday until Saturday. Her program answers the newest notice by itself, as such programs should not.",
    writes(week, OLGA, {
      to: week.answerAddress(OLGA),
      subject: "Away until Saturday",
      text: "accept, I would say, if I were here.",
      more: [["Auto-Submitted", "auto-replied"]],
    }),
    "nothing is decided",
  );
  await week.at("Wed 09:00", "Somebody writes to Council in Alice's name, not signed.", () =>
    week.send(
      EVE,
      clear(week, ALICE, {
        to: COUNCIL,
        subject: "The bridge",
        text: "Please pay the offer today.",
        envelope: EVE.address,
      }),
    ),
  );
  for (const [nth, time] of ["20:00", "20:01", "20:02", "20:03"].entries())
    await week.at(
      `Wed ${time}`,
      nth === 0 ? "Sven has much to say." : "Sven goes on.",
      writes(week, SVEN, {
        to: VILLAGE,
        subject: `Thought ${nth + 1} of tonight`,
        text: "And another thing.",
      }),
    );
}

async function thursdayAndFriday(week: Week): Promise<void> {
  await week.at(
    "Thu 09:00",
    "Anna writes; Paul's mailbox is closed by now.",
    writes(week, ANNA, { to: VILLAGE, subject: "Saturday at four", text: "The kettle is on at four." }),
  );
  await week.at("Thu 09:01", "Paul's mail server sends his copy back.", async () => {
    const returnPath = week.server.mailbox(PAUL.address).at(-1)?.from ?? "";
    await week.send(PAUL, bounce(week, returnPath, PAUL));
  });
  await week.at(
    "Fri 10:00",
    "Jörg writes; Dora is back.",
    writes(week, JORG, { to: VILLAGE, subject: "Bänke", text: "Wer hat noch Bänke?\nJörg", latin1: true }),
  );
  await week.at(
    "Fri 12:30",
    "Bob wants Council's mail as a digest, too. He signs what he asks for.",
    async () =>
      week.send(
        BOB,
        await signedOrder(week, BOB, { to: door("request", COUNCIL), text: "SET council DIGESTPLAIN" }),
      ),
  );
  await week.at(
    "Fri 17:00",
    "Marie leaves Village: an empty mail to village-leave.",
    writes(week, MARIE, { to: door("leave") }),
  );
  await week.at("Fri 17:02", "Marie answers the question.", answers(week, MARIE));
}

async function weekend(week: Week): Promise<void> {
  const { server } = week;
  await week.at(
    "Sat 10:00",
    "Olga is back. Sven's last post goes out: she answers the notice with “accept”.",
    answers(week, OLGA, `accept ${await newestHeld(week)}`),
  );
  await week.at("Sat 10:10", "Olga trusts Sven again: conclave member moderate --off.", () =>
    server.call(memberAppoint, { list: VILLAGE, address: SVEN.address, moderated: false }),
  );
  await week.at("Sat 14:00", "Alice writes to Council. Erik's key expired at noon.", () =>
    council(week, ALICE, "The bridge again", "They will do it for 30,000."),
  );
  await week.at(
    "Sat 19:00",
    "Marie has thought better of it and writes to the address in the goodbye.",
    writes(week, MARIE, { to: undoAddress(server, MARIE.address), subject: "Village", text: "Je reste." }),
  );
  await week.at(
    "Sun 09:10",
    "Carol gave Olga her key at tea. Olga binds it, and what was kept for Carol comes.",
    async () => {
      const key = await keyOf(CAROL, "openpgp");
      week.keys.set(CAROL.address, key);
      await server.call(keyBind, { list: COUNCIL, member: CAROL.address, key: keyFile(key) });
    },
  );
  await week.at(
    "Sun 13:00",
    "Anna thanks everybody. Bob has read of the bridge at noon, in his digest.",
    writes(week, ANNA, { to: VILLAGE, subject: "Thank you", text: "That was a good week." }),
  );
}

async function newestHeld({ server }: Week): Promise<number> {
  const held = await server.call(heldList, { list: VILLAGE });
  return Math.max(...held.filter(({ kind }) => kind === "held").map(({ id }) => id));
}
