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
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const ROWS: readonly OwnScenario[] = [
  {
    file: "d_read.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "d_read.private",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, KNOWN), refuse("d_read_subscriber")],
  },
  {
    file: "d_read.private-https",
    titles: TITLES.membersByCertificate,
    rules: [...allow(PEOPLE, "smime"), refuse("d_read_subscriber_smime")],
  },
  {
    file: "d_read.owner",
    titles: TITLES.owners,
    rules: [...allow([OWNER], KNOWN), refuse("d_read_owner")],
  },
  {
    file: "d_read.closed",
    titles: TITLES.nobody,
    rules: [refuse("d_read_closed")],
  },
  {
    file: "d_edit.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], KNOWN),
  },
  {
    file: "d_edit.private",
    titles: TITLES.members,
    rules: [...allow(PEOPLE, KNOWN), refuse("d_edit_subscriber")],
  },
  {
    file: "d_edit.private-https",
    titles: TITLES.membersByCertificate,
    rules: [...allow(PEOPLE, "smime"), refuse("d_edit_subscriber_smime")],
  },
  {
    file: "d_edit.owner",
    titles: TITLES.owners,
    rules: [...allow([OWNER], KNOWN), refuse("d_edit_owner")],
  },
  {
    file: "d_edit.closed",
    titles: TITLES.nobody,
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
  ...signedVariants(
    { file: "d_read.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "d_read_owner",
  ),
  ...signedVariants(
    { file: "d_read.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "d_read_subscriber",
  ),
  ...signedVariants(
    { file: "d_edit.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "d_edit_owner",
  ),
  ...signedVariants(
    { file: "d_edit.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "d_edit_subscriber",
  ),
];

export const OWN_DOCUMENTS: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
