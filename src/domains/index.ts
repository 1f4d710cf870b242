/**
 * What mail domains publish about mail in their name. Questions to the DNS go out, policies come back; what follows from
 * them is decided elsewhere. It is loaded when a list asks.
 */
export { dmarcLookUp, type DmarcLookUp, type DmarcPolicy } from "./dmarc-look-up.ts";
