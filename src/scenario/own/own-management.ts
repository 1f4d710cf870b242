/** Who adds, removes, invites, reminds and reviews members. */
import {
  allow,
  ANY,
  confirm,
  KNOWN,
  LISTMASTER,
  type OwnScenario,
  OWNER,
  PEOPLE,
  refuse,
  signedVariants,
  type Titles,
} from "./own-scenario.ts";

const OWNERS: Titles = ["Owners", "Eigentümer", "Propriétaires", "Propietarios", "Eigenaars"];
const MEMBERS: Titles = ["Members", "Mitglieder", "Membres", "Miembros", "Leden"];

const ROWS: readonly OwnScenario[] = [
  {
    file: "add.owner",
    titles: [
      "Owners, once confirmed",
      "Eigentümer, nach Bestätigung",
      "Propriétaires, après confirmation",
      "Propietarios, tras confirmar",
      "Eigenaars, na bevestiging",
    ],
    rules: [...confirm([OWNER]), refuse("add_owner")],
  },
  {
    file: "add.owner_notify",
    titles: [
      "Owners, once confirmed; the others are told",
      "Eigentümer, nach Bestätigung; die anderen erfahren es",
      "Propriétaires, après confirmation; les autres en sont informés",
      "Propietarios, tras confirmar; se avisa a los demás",
      "Eigenaars, na bevestiging; de anderen horen ervan",
    ],
    rules: [`${OWNER} smtp -> request_auth`, `${OWNER} ${KNOWN} -> do_it,notify`, refuse("add_owner")],
  },
  {
    file: "add.auth",
    titles: [
      "Everybody, once confirmed",
      "Alle, nach Bestätigung",
      "Tout le monde, après confirmation",
      "Todo el mundo, tras confirmar",
      "Iedereen, na bevestiging",
    ],
    rules: confirm(["true()"]),
  },
  {
    file: "add.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("add_closed")],
  },
  {
    file: "del.owner",
    titles: [
      "Owners, once confirmed",
      "Eigentümer, nach Bestätigung",
      "Propriétaires, après confirmation",
      "Propietarios, tras confirmar",
      "Eigenaars, na bevestiging",
    ],
    rules: [...confirm([OWNER]), refuse("del_owner")],
  },
  {
    file: "del.owner_notify",
    titles: [
      "Owners, once confirmed; the others are told",
      "Eigentümer, nach Bestätigung; die anderen erfahren es",
      "Propriétaires, après confirmation; les autres en sont informés",
      "Propietarios, tras confirmar; se avisa a los demás",
      "Eigenaars, na bevestiging; de anderen horen ervan",
    ],
    rules: [`${OWNER} smtp -> request_auth`, `${OWNER} ${KNOWN} -> do_it,notify`, refuse("del_owner")],
  },
  {
    file: "del.auth",
    titles: [
      "Everybody, once confirmed",
      "Alle, nach Bestätigung",
      "Tout le monde, après confirmation",
      "Todo el mundo, tras confirmar",
      "Iedereen, na bevestiging",
    ],
    rules: confirm(["true()"]),
  },
  {
    file: "del.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("del_closed")],
  },
  {
    file: "invite.private",
    titles: [
      "Members, once confirmed",
      "Mitglieder, nach Bestätigung",
      "Membres, après confirmation",
      "Miembros, tras confirmar",
      "Leden, na bevestiging",
    ],
    rules: [...confirm(PEOPLE), refuse("invite_subscriber")],
  },
  {
    file: "invite.owner",
    titles: [
      "Owners, once confirmed",
      "Eigentümer, nach Bestätigung",
      "Propriétaires, après confirmation",
      "Propietarios, tras confirmar",
      "Eigenaars, na bevestiging",
    ],
    rules: [...confirm([OWNER]), refuse("invite_owner")],
  },
  {
    file: "invite.public",
    titles: [
      "Everybody, once confirmed",
      "Alle, nach Bestätigung",
      "Tout le monde, après confirmation",
      "Todo el mundo, tras confirmar",
      "Iedereen, na bevestiging",
    ],
    rules: confirm(["true()"]),
  },
  {
    file: "invite.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("invite_closed")],
  },
  {
    file: "remind.owner",
    titles: [
      "Owners, once confirmed",
      "Eigentümer, nach Bestätigung",
      "Propriétaires, après confirmation",
      "Propietarios, tras confirmar",
      "Eigenaars, na bevestiging",
    ],
    rules: [...confirm([OWNER]), refuse("remind_owner")],
  },
  {
    file: "remind.listmaster",
    titles: ["Listmasters", "Listmaster", "Listmasters", "Listmasters", "Listmasters"],
    rules: [...confirm([LISTMASTER]), refuse("remind_listmaster")],
  },
  {
    file: "review.owner",
    titles: [
      "Owners, once confirmed",
      "Eigentümer, nach Bestätigung",
      "Propriétaires, après confirmation",
      "Propietarios, tras confirmar",
      "Eigenaars, na bevestiging",
    ],
    rules: [...confirm([OWNER]), refuse("review_owner")],
  },
  {
    file: "review.private",
    titles: [
      "Members, once confirmed",
      "Mitglieder, nach Bestätigung",
      "Membres, après confirmation",
      "Miembros, tras confirmar",
      "Leden, na bevestiging",
    ],
    rules: [...confirm(PEOPLE), refuse("review_subscriber")],
  },
  {
    file: "review.listmaster",
    titles: ["Listmasters", "Listmaster", "Listmasters", "Listmasters", "Listmasters"],
    rules: [...confirm([LISTMASTER]), refuse("review_listmaster")],
  },
  {
    file: "review.public",
    titles: ["Everybody", "Alle", "Tout le monde", "Todo el mundo", "Iedereen"],
    rules: allow(["true()"], ANY),
  },
  {
    file: "review.intranet",
    titles: [
      "From one's own network (set the file's net)",
      "Aus dem eigenen Netz (Netz in der Datei einsetzen)",
      "Depuis son propre réseau (à indiquer dans le fichier)",
      "Desde la red propia (indíquela en el archivo)",
      "Vanuit het eigen netwerk (zet het net in het bestand)",
    ],
    rules: [
      `verify_netmask('192.0.2.0/24') ${ANY} -> do_it`,
      ...confirm(PEOPLE),
      refuse("review_subscriber"),
    ],
  },
  {
    file: "review.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("review_closed")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants({ file: "add.owner", titles: OWNERS }, (by) => allow([OWNER], by), "add_owner"),
  ...signedVariants({ file: "del.owner", titles: OWNERS }, (by) => allow([OWNER], by), "del_owner"),
  ...signedVariants({ file: "remind.owner", titles: OWNERS }, (by) => allow([OWNER], by), "remind_owner"),
  ...signedVariants({ file: "invite.owner", titles: OWNERS }, (by) => allow([OWNER], by), "invite_owner"),
  ...signedVariants(
    { file: "invite.private", titles: MEMBERS },
    (by) => allow(PEOPLE, by),
    "invite_subscriber",
  ),
  ...signedVariants({ file: "review.owner", titles: OWNERS }, (by) => allow([OWNER], by), "review_owner"),
  ...signedVariants(
    { file: "review.private", titles: MEMBERS },
    (by) => allow(PEOPLE, by),
    "review_subscriber",
  ),
];

export const OWN_MANAGEMENT: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
