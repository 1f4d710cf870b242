import type { DoorKind } from "#base";

/** The doors that are served. Mail to the others is refused at RCPT. */
export const SERVED_DOORS = [
  "post",
  "owner",
  "request",
  "join",
  "leave",
  "bounces",
  "confirm",
  "sendkey",
] as const satisfies readonly DoorKind[];
export type ServedDoor = (typeof SERVED_DOORS)[number];
