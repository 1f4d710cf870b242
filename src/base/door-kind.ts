/** The kinds of address that a list has, and `site`, which is no list's, as their rows in the database name them. */
export const DOOR_KINDS = [
  "post",
  "owner",
  "request",
  "bounces",
  "join",
  "leave",
  "confirm",
  "sendkey",
  "site",
] as const;
export type DoorKind = (typeof DOOR_KINDS)[number];
