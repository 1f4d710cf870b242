/** The door for browsers. Whoever opens it says where it listens and how links are read. */
export { openWebDoor, type WebDoor, type WebDoorOptions } from "./web-door.ts";
