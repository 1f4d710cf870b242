/** What every kind of RecipientInfo comes down to: whom it names, and how that person's key takes the content key out. */
import type { KeyObject } from "node:crypto";
import type { Bytes } from "#base";

export type Locator = { readonly issuerAndSerial: Bytes } | { readonly keyIdentifier: Bytes };

export interface Addressed {
  readonly locator: Locator;
  /**
   * Reads the algorithms, and refuses those that are not supported. What it gives takes the content key out with a
   * private key and the SubjectPublicKeyInfo of its certificate: null, or an exception of Node's, if it does not fit.
   */
  decryption(): (key: KeyObject, subjectPublicKeyInfo: Bytes) => Bytes | null;
}
