/** Who sees the list, what it is about, its archive, and what became of posts. */
import {
  allow,
  ANY,
  KNOWN,
  LISTMASTER,
  type OwnScenario,
  OWNER,
  PEOPLE,
  refuse,
  signedVariants,
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const ROWS: readonly OwnScenario[] = [
  {
    file: "visibility.noconceal",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "visibility.conceal",
    titles: [
      "Members and owners",
      "Mitglieder und Eigentümer",
      "Membres et propriétaires",
      "Miembros y propietarios",
      "Leden en eigenaars",
    ],
    rules: [...allow([...PEOPLE, LISTMASTER], ANY), `true() ${ANY} -> reject`],
  },
  {
    file: "visibility.secret",
    titles: [
      "Owners and listmasters",
      "Eigentümer und Listmaster",
      "Propriétaires et listmasters",
      "Propietarios y listmasters",
      "Eigenaars en listmasters",
    ],
    rules: [...allow([OWNER], ANY), `true() ${ANY} -> reject`],
  },
  {
    file: "visibility.intranet",
    titles: TITLES.ownNetwork,
    rules: [
      `verify_netmask('192.0.2.0/24') ${ANY} -> do_it`,
      ...allow(PEOPLE, ANY),
      `true() ${ANY} -> reject`,
    ],
  },
  {
    file: "info.open",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "info.private",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, ANY), refuse("info_subscriber")],
  },
  {
    file: "info.conceal",
    titles: [
      "Members and owners; others get no answer",
      "Mitglieder und Eigentümer; andere ohne Antwort",
      "Membres et propriétaires; pas de réponse aux autres",
      "Miembros y propietarios; sin respuesta a los demás",
      "Leden en eigenaars; anderen krijgen geen antwoord",
    ],
    rules: [...allow(PEOPLE, ANY), `true() ${ANY} -> reject,quiet`],
  },
  {
    file: "tracking.owner",
    titles: TITLES.owners,
    rules: [...allow([OWNER], KNOWN), refuse("tracking_owner")],
  },
  {
    file: "tracking.subscriber",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, KNOWN), refuse("tracking_subscriber")],
  },
  {
    file: "archive_web_access.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "archive_web_access.private",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, KNOWN), refuse("web_archive_subscriber")],
  },
  {
    file: "archive_web_access.owner",
    titles: TITLES.owners,
    rules: [...allow([OWNER], KNOWN), refuse("web_archive_owner")],
  },
  {
    file: "archive_web_access.listmaster",
    titles: TITLES.listmasters,
    rules: [...allow([LISTMASTER], KNOWN), refuse("web_archive_listmaster")],
  },
  {
    file: "archive_web_access.closed",
    titles: TITLES.nobody,
    rules: [refuse("web_archive_closed")],
  },
  {
    file: "archive_mail_access.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  // The answer goes to the From itself: whoever forges it gets nothing.
  {
    file: "archive_mail_access.private",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, ANY), refuse("mail_archive_subscriber")],
  },
  {
    file: "archive_mail_access.owner",
    titles: TITLES.owners,
    rules: [...allow([OWNER], ANY), refuse("mail_archive_owner")],
  },
  {
    file: "archive_mail_access.listmaster",
    titles: TITLES.listmasters,
    rules: [...allow([LISTMASTER], KNOWN), refuse("mail_archive_listmaster")],
  },
  {
    file: "archive_mail_access.closed",
    titles: TITLES.nobody,
    rules: [refuse("mail_archive_closed")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants(
    { file: "info.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "info_subscriber",
  ),
  ...signedVariants(
    { file: "tracking.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "tracking_owner",
  ),
  ...signedVariants(
    { file: "archive_web_access.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "web_archive_subscriber",
  ),
  ...signedVariants(
    { file: "archive_web_access.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "web_archive_owner",
  ),
  ...signedVariants(
    { file: "archive_mail_access.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "mail_archive_subscriber",
  ),
  ...signedVariants(
    { file: "archive_mail_access.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "mail_archive_owner",
  ),
];

export const OWN_READING: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
