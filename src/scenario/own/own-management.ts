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
} from "./own-scenario.ts";
import { TITLES } from "./own-titles.ts";

const ROWS: readonly OwnScenario[] = [
  {
    file: "add.owner",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("add_owner")],
  },
  {
    file: "add.owner_notify",
    titles: TITLES.ownersConfirmedAndTold,
    rules: [`${OWNER} smtp -> request_auth`, `${OWNER} ${KNOWN} -> do_it,notify`, refuse("add_owner")],
  },
  {
    file: "add.auth",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "add.closed",
    titles: TITLES.nobody,
    rules: [refuse("add_closed")],
  },
  {
    file: "del.owner",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("del_owner")],
  },
  {
    file: "del.owner_notify",
    titles: TITLES.ownersConfirmedAndTold,
    rules: [`${OWNER} smtp -> request_auth`, `${OWNER} ${KNOWN} -> do_it,notify`, refuse("del_owner")],
  },
  {
    file: "del.auth",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "del.closed",
    titles: TITLES.nobody,
    rules: [refuse("del_closed")],
  },
  {
    file: "invite.private",
    titles: TITLES.membersConfirmed,
    rules: [...confirm(PEOPLE), refuse("invite_subscriber")],
  },
  {
    file: "invite.owner",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("invite_owner")],
  },
  {
    file: "invite.public",
    titles: TITLES.everybodyConfirmed,
    rules: confirm(["true()"]),
  },
  {
    file: "invite.closed",
    titles: TITLES.nobody,
    rules: [refuse("invite_closed")],
  },
  {
    file: "remind.owner",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("remind_owner")],
  },
  {
    file: "remind.listmaster",
    titles: TITLES.listmasters,
    rules: [...confirm([LISTMASTER]), refuse("remind_listmaster")],
  },
  {
    file: "review.owner",
    titles: TITLES.ownersConfirmed,
    rules: [...confirm([OWNER]), refuse("review_owner")],
  },
  {
    file: "review.private",
    titles: TITLES.membersConfirmed,
    rules: [...confirm(PEOPLE), refuse("review_subscriber")],
  },
  {
    file: "review.listmaster",
    titles: TITLES.listmasters,
    rules: [...confirm([LISTMASTER]), refuse("review_listmaster")],
  },
  {
    file: "review.public",
    titles: TITLES.everybody,
    rules: allow(["true()"], ANY),
  },
  {
    file: "review.intranet",
    titles: TITLES.ownNetwork,
    rules: [
      `verify_netmask('192.0.2.0/24') ${ANY} -> do_it`,
      ...confirm(PEOPLE),
      refuse("review_subscriber"),
    ],
  },
  {
    file: "review.closed",
    titles: TITLES.nobody,
    rules: [refuse("review_closed")],
  },
];

const VARIANTS: readonly OwnScenario[] = [
  ...signedVariants({ file: "add.owner", titles: TITLES.owners }, (by) => allow([OWNER], by), "add_owner"),
  ...signedVariants({ file: "del.owner", titles: TITLES.owners }, (by) => allow([OWNER], by), "del_owner"),
  ...signedVariants(
    { file: "remind.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "remind_owner",
  ),
  ...signedVariants(
    { file: "invite.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "invite_owner",
  ),
  ...signedVariants(
    { file: "invite.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "invite_subscriber",
  ),
  ...signedVariants(
    { file: "review.owner", titles: TITLES.owners },
    (by) => allow([OWNER], by),
    "review_owner",
  ),
  ...signedVariants(
    { file: "review.private", titles: TITLES.members },
    (by) => allow(PEOPLE, by),
    "review_subscriber",
  ),
];

export const OWN_MANAGEMENT: readonly OwnScenario[] = [...ROWS, ...VARIANTS];
