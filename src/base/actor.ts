/** Who asks for something, and how far they proved to be that. Which of them may have it is decided elsewhere. */
import type { EmailAddress } from "./email-address.ts";

/**
 * How a person proved who they are, weakest first, by the names of Sympa's scenarios. `smtp`: an address in a header and
 * nothing else; `dkim`: a trusted mail server vouches for it; `md5`: a key that was mailed to them came back; `smime` and
 * `pgp`: they signed what is asked, by a key that is bound to them.
 */
export const AUTH_METHODS = ["smtp", "dkim", "md5", "smime", "pgp"] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];

export interface Person {
  readonly kind: "person";
  readonly address: EmailAddress;
  readonly method: AuthMethod;
}

export type Actor = { readonly kind: "operator" } | Person;

/** Who works at the command line, or through the control socket: whoever may open the site's files. */
export const OPERATOR: Actor = { kind: "operator" };
