/** Who makes lists, and what else is decided for the whole site. */
import {
  allow,
  ANY,
  confirm,
  KNOWN,
  LISTMASTER,
  type OwnScenario,
  refuse,
  signedVariants,
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const ROWS: readonly OwnScenario[] = [
  {
    file: "create_list.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], KNOWN),
  },
  {
    file: "create_list.public_listmaster",
    titles: [
      "Everybody; listmasters decide",
      "Alle; die Listmaster entscheiden",
      "Tout le monde; les listmasters décident",
      "Todo el mundo; deciden los listmasters",
      "Iedereen; de listmasters beslissen",
    ],
    rules: [
      ...allow([LISTMASTER], KNOWN),
      `true() ${KNOWN} -> listmaster,notify`,
      refuse("create_list_closed"),
    ],
  },
  {
    file: "create_list.listmaster",
    titles: TITLES.listmasters,
    rules: [...allow([LISTMASTER], KNOWN), refuse("create_list_listmaster")],
  },
  {
    file: "create_list.intranet",
    titles: TITLES.ownNetwork,
    rules: [
      ...allow([LISTMASTER], KNOWN),
      `verify_netmask('192.0.2.0/24') ${KNOWN} -> listmaster,notify`,
      refuse("create_list_closed"),
    ],
  },
  {
    file: "create_list.closed",
    titles: TITLES.nobody,
    rules: [refuse("create_list_closed")],
  },
  {
    file: "automatic_list_creation.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "automatic_list_creation.listmaster",
    titles: TITLES.listmasters,
    rules: [...allow([LISTMASTER], ANY), `true() ${ANY} -> reject`],
  },
  {
    file: "automatic_list_creation.closed",
    titles: TITLES.nobody,
    rules: [`true() ${ANY} -> reject`],
  },
  {
    file: "family_signoff.auth",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "family_signoff.closed",
    titles: TITLES.nobody,
    rules: [refuse("unsub_closed")],
  },
  {
    file: "global_remind.listmaster",
    titles: TITLES.listmasters,
    rules: [...confirm([LISTMASTER]), refuse("global_remind_listmaster")],
  },
  {
    file: "move_user.auth",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "move_user.listmaster",
    titles: TITLES.listmasters,
    rules: [...confirm([LISTMASTER]), refuse("move_user_listmaster")],
  },
  {
    file: "move_user.closed",
    titles: TITLES.nobody,
    rules: [refuse("move_user_closed")],
  },
  {
    file: "spam_status.x-spam-status",
    titles: [
      "What the field X-Spam-Status says",
      "Was das Feld X-Spam-Status sagt",
      "Ce que dit le champ X-Spam-Status",
      "Lo que diga el campo X-Spam-Status",
      "Wat het veld X-Spam-Status zegt",
    ],
    rules: [
      `match([header->X-Spam-Status][-1],/^yes/) ${ANY} -> spam`,
      `match([header->X-Spam-Status][-1],/^no/) ${ANY} -> ham`,
      `true() ${ANY} -> unsure`,
    ],
  },
  {
    file: "spam_status.x-spam-flag",
    titles: [
      "What the field X-Spam-Flag says",
      "Was das Feld X-Spam-Flag sagt",
      "Ce que dit le champ X-Spam-Flag",
      "Lo que diga el campo X-Spam-Flag",
      "Wat het veld X-Spam-Flag zegt",
    ],
    rules: [
      `match([header->X-Spam-Flag][-1],/^yes/) ${ANY} -> spam`,
      `match([header->X-Spam-Flag][-1],/^no/) ${ANY} -> ham`,
      `true() ${ANY} -> unsure`,
    ],
  },
  {
    file: "spam_status.none",
    titles: [
      "Nothing counts as unwanted",
      "Nichts gilt als unerwünscht",
      "Rien n'est considéré comme indésirable",
      "Nada se considera no deseado",
      "Niets geldt als ongewenst",
    ],
    rules: [`true() ${ANY} -> unsure`],
  },
  {
    file: "topics_visibility.noconceal",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "topics_visibility.identified",
    titles: [
      "Who is logged in",
      "Wer angemeldet ist",
      "Les personnes identifiées",
      "Quien haya iniciado sesión",
      "Wie is aangemeld",
    ],
    rules: [
      `equal([sender],'nobody') ${ANY} -> reject(reason='topic_identified')`,
      ...allow(["true()"], KNOWN),
      refuse("topic_identified"),
    ],
  },
  {
    file: "topics_visibility.conceal",
    titles: TITLES.listmasters,
    rules: [...allow([LISTMASTER], ANY), refuse("topic_listmaster")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants(
    { file: "create_list.public", titles: TITLES.everybody },
    (by) => allow(["true()"], by),
    "create_list",
  ),
  ...signedVariants(
    { file: "create_list.listmaster", titles: TITLES.listmasters },
    (by) => allow([LISTMASTER], by),
    "create_list_listmaster",
  ),
  ...signedVariants(
    { file: "move_user.auth", titles: TITLES.everybody },
    (by) => allow(["true()"], by),
    "move_user",
  ),
  ...signedVariants(
    { file: "global_remind.listmaster", titles: TITLES.listmasters },
    (by) => allow([LISTMASTER], by),
    "global_remind_listmaster",
  ),
];

export const OWN_SITE: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
