/** What an entity can be to the crypto rooms, by S1's closed list of forms. */
import type { Bytes, Scheme, WhyCode } from "#base";
import type { Entity } from "#mime";

export type Shape =
  | {
      readonly kind: "encrypted";
      readonly scheme: Scheme;
      readonly ciphertext: Bytes;
      readonly inline: Entity | null;
    }
  /** multipart/signed: `signed` is the first part as it came. */
  | { readonly kind: "detached"; readonly scheme: Scheme; readonly signed: Entity; readonly signature: Bytes }
  /** `signed` is the one part without its Sig fields; `octets` are what may have been signed, the canonical form first. */
  | {
      readonly kind: "unobtrusive";
      readonly scheme: "openpgp";
      readonly octets: readonly [Bytes, Bytes];
      /** null: a field without a signature that can be read. */
      readonly signatures: readonly (Bytes | null)[];
    }
  | { readonly kind: "opaque"; readonly scheme: "smime"; readonly der: Bytes }
  /** CompressedData (RFC 3274): nothing is signed or sealed by it, and nothing can stand beside it. */
  | { readonly kind: "compressed"; readonly scheme: "smime"; readonly der: Bytes }
  | {
      readonly kind: "inline-signed";
      readonly scheme: "openpgp";
      readonly text: Bytes;
      readonly inline: Entity;
    }
  | {
      readonly kind: "broken";
      readonly scheme: Scheme;
      readonly layer: "encrypted" | "signed";
      readonly why: WhyCode;
    }
  | { readonly kind: "plain" };

export const PLAIN: Shape = { kind: "plain" };
