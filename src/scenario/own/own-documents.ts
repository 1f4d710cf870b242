/** Who reads and changes shared documents. */
import {
  allow,
  ANY,
  KNOWN,
  OWNER,
  type OwnScenario,
  PEOPLE,
  refuse,
  signedVariants,
  SUBSCRIBER,
  type Titles,
} from "./own-scenario.ts";

const OWNERS: Titles = ["Owners", "Eigentümer", "Propriétaires", "Propietarios", "Eigenaars"];
const MEMBERS: Titles = ["Members", "Mitglieder", "Membres", "Miembros", "Leden"];

const ROWS: readonly OwnScenario[] = [
  {
    file: "d_read.public",
    titles: ["Everybody", "Alle", "Tout le monde", "Todo el mundo", "Iedereen"],
    rules: allow(["true()"], ANY),
  },
  {
    file: "d_read.private",
    titles: ["Members", "Mitglieder", "Membres", "Miembros", "Leden"],
    rules: [...allow(PEOPLE, KNOWN), refuse("d_read_subscriber")],
  },
  {
    file: "d_read.private-https",
    titles: [
      "Members, with a client certificate",
      "Mitglieder, mit Client-Zertifikat",
      "Membres, avec certificat client",
      "Miembros, con certificado de cliente",
      "Leden, met clientcertificaat",
    ],
    rules: [...allow(PEOPLE, "smime"), refuse("d_read_subscriber_smime")],
  },
  {
    file: "d_read.owner",
    titles: ["Owners", "Eigentümer", "Propriétaires", "Propietarios", "Eigenaars"],
    rules: [...allow([OWNER], KNOWN), refuse("d_read_owner")],
  },
  {
    file: "d_read.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("d_read_closed")],
  },
  {
    file: "d_edit.public",
    titles: ["Everybody", "Alle", "Tout le monde", "Todo el mundo", "Iedereen"],
    rules: allow(["true()"], KNOWN),
  },
  {
    file: "d_edit.private",
    titles: ["Members", "Mitglieder", "Membres", "Miembros", "Leden"],
    rules: [...allow(PEOPLE, KNOWN), refuse("d_edit_subscriber")],
  },
  {
    file: "d_edit.private-https",
    titles: [
      "Members, with a client certificate",
      "Mitglieder, mit Client-Zertifikat",
      "Membres, avec certificat client",
      "Miembros, con certificado de cliente",
      "Leden, met clientcertificaat",
    ],
    rules: [...allow(PEOPLE, "smime"), refuse("d_edit_subscriber_smime")],
  },
  {
    file: "d_edit.owner",
    titles: ["Owners", "Eigentümer", "Propriétaires", "Propietarios", "Eigenaars"],
    rules: [...allow([OWNER], KNOWN), refuse("d_edit_owner")],
  },
  {
    file: "d_edit.closed",
    titles: ["Nobody", "Niemand", "Personne", "Nadie", "Niemand"],
    rules: [refuse("d_edit_closed")],
  },
  {
    file: "d_edit.editor",
    titles: [
      "Members; moderators decide",
      "Mitglieder; die Moderatoren entscheiden",
      "Membres; les modérateurs décident",
      "Miembros; deciden los moderadores",
      "Leden; de moderatoren beslissen",
    ],
    rules: [...allow([OWNER], KNOWN), `${SUBSCRIBER} ${KNOWN} -> editor`, refuse("d_edit_subscriber")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants({ file: "d_read.owner", titles: OWNERS }, (by) => allow([OWNER], by), "d_read_owner"),
  ...signedVariants(
    { file: "d_read.private", titles: MEMBERS },
    (by) => allow(PEOPLE, by),
    "d_read_subscriber",
  ),
  ...signedVariants({ file: "d_edit.owner", titles: OWNERS }, (by) => allow([OWNER], by), "d_edit_owner"),
  ...signedVariants(
    { file: "d_edit.private", titles: MEMBERS },
    (by) => allow(PEOPLE, by),
    "d_edit_subscriber",
  ),
];

export const OWN_DOCUMENTS: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
