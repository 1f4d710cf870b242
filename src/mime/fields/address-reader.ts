/** Reads the grammar of RFC 5322 §3.4 from tokens; `parseAddresses` says how strictly. */
import { type EmailAddress, LIMITS, parseEmailAddress } from "#base";
import { type AddressToken, addressTokens } from "./address-tokens.ts";
import { decodeWords } from "../coding/decode-words.ts";

/** What `Field.value` shows for NUL and stray line ends, controls, and line separators. */
const UNSAFE = /[\ufffd\p{Cc}\u2028\u2029]/u;

export interface Mailbox {
  readonly kind: "mailbox";
  /** Decoded display name, or the comment that old programs write in its place; "" if none. */
  readonly name: string;
  /** As written, without comments and route. */
  readonly address: EmailAddress;
}

/** `text`: as written, for people; never to be parsed again. */
export interface MalformedAddress {
  readonly kind: "malformed";
  readonly text: string;
}

export interface Group {
  readonly kind: "group";
  readonly name: string;
  readonly mailboxes: readonly (Mailbox | MalformedAddress)[];
}

export type Address = Mailbox | Group | MalformedAddress;

export class AddressReader {
  readonly #value: string;
  readonly #tokens: readonly AddressToken[];
  #at = 0;
  #count = 0;

  constructor(value: string) {
    this.#value = value;
    this.#tokens = addressTokens(value);
  }

  list(): Address[] {
    const addresses: Address[] = [];
    while (this.#skipEmpty()) {
      if (this.#count++ >= LIMITS.addressesPerField) return [...addresses, this.#rest()];
      addresses.push(this.#address());
    }
    return addresses;
  }

  /** Commas without anything between them are obsolete syntax (RFC 5322 §4.4). */
  #skipEmpty(): boolean {
    while (this.#isSpecial(",") || this.#peek()?.kind === "comment") this.#at++;
    return this.#at < this.#tokens.length;
  }

  #address(): Address {
    const start = this.#at;
    const words = this.#words();
    if (this.#isSpecial(":") && words.length > 0) {
      const group = this.#group(nameOf(words));
      if (group && this.#atEndOfAddress()) return group;
    } else {
      this.#at = start;
      const mailbox = this.#mailbox();
      if (mailbox && this.#atEndOfAddress()) return mailbox;
    }
    return this.#malformedFrom(start);
  }

  #group(name: string): Group | null {
    this.#at++;
    const mailboxes: (Mailbox | MalformedAddress)[] = [];
    while (this.#skipEmpty() && !this.#isSpecial(";")) {
      if (this.#count++ >= LIMITS.addressesPerField) return null;
      const start = this.#at;
      const mailbox = this.#mailbox();
      const ends = this.#isSpecial(";") || this.#isSpecial(",");
      mailboxes.push(mailbox && ends ? mailbox : this.#malformedFrom(start, ";"));
    }
    if (!this.#isSpecial(";")) return null;
    this.#at++;
    this.#comments();
    return { kind: "group", name, mailboxes };
  }

  /** name-addr or addr-spec */
  #mailbox(): Mailbox | null {
    const start = this.#at;
    const words = this.#words();
    if (this.#isSpecial("<")) {
      const address = this.#angleAddress();
      const comments = this.#comments();
      return address && { kind: "mailbox", name: nameOf(words) || nameOf(comments), address };
    }
    this.#at = start;
    const spec = this.#addressSpec();
    return spec && { kind: "mailbox", name: nameOf(spec.comments), address: spec.address };
  }

  #angleAddress(): EmailAddress | null {
    this.#at++;
    this.#comments();
    if (this.#isSpecial("@") && !this.#skipRoute()) return null;
    const spec = this.#addressSpec();
    if (!spec || !this.#isSpecial(">")) return null;
    this.#at++;
    return spec.address;
  }

  /** `@one.example,@two.example:` before the address is obsolete and means nothing (RFC 5322 §4.4). */
  #skipRoute(): boolean {
    while (this.#isSpecial("@")) {
      this.#at++;
      if (this.#dotAtom() === null) return false;
      while (this.#isSpecial(",")) this.#at++;
    }
    if (!this.#isSpecial(":")) return false;
    this.#at++;
    return true;
  }

  /** Comments may stand around local part and domain, nothing may stand inside them. */
  #addressSpec(): { address: EmailAddress; comments: AddressToken[] } | null {
    const before = this.#comments();
    const localPart = this.#localPart();
    const between = this.#comments();
    if (localPart === null || !this.#isSpecial("@")) return null;
    this.#at++;
    const within = this.#comments();
    const domain = this.#dotAtom();
    const after = this.#comments();
    if (domain === null || UNSAFE.test(localPart)) return null;
    const parsed = parseEmailAddress(`${localPart}@${domain}`);
    return parsed.ok
      ? { address: parsed.value, comments: [...before, ...between, ...within, ...after] }
      : null;
  }

  #localPart(): string | null {
    const token = this.#peek();
    if (token?.kind !== "quoted") return this.#dotAtom();
    this.#at++;
    return this.#value.slice(token.start, token.end);
  }

  /** Atoms and dots, as written: with white space between them it is no address. */
  #dotAtom(): string | null {
    const first = this.#at;
    while (this.#isDotAtomPiece()) this.#at++;
    if (this.#at === first) return null;
    return this.#value.slice(this.#tokens[first]!.start, this.#tokens[this.#at - 1]!.end);
  }

  #isDotAtomPiece(): boolean {
    return this.#peek()?.kind === "atom" || this.#isSpecial(".");
  }

  /** A phrase: words, and dots as programs write them ("John Q. Public", RFC 5322 §4.1). */
  #words(): AddressToken[] {
    const first = this.#at;
    const isWord = (token: AddressToken | undefined): boolean =>
      token?.kind === "atom" || token?.kind === "quoted" || token?.kind === "comment";
    while (isWord(this.#peek()) || (this.#isSpecial(".") && this.#at > first)) this.#at++;
    return this.#tokens.slice(first, this.#at);
  }

  #comments(): AddressToken[] {
    const first = this.#at;
    while (this.#peek()?.kind === "comment") this.#at++;
    return this.#tokens.slice(first, this.#at);
  }

  #atEndOfAddress(): boolean {
    return this.#at >= this.#tokens.length || this.#isSpecial(",");
  }

  /** Skips to the next comma (or `end`) and gives all of it as text. */
  #malformedFrom(start: number, end = ","): MalformedAddress {
    this.#at = Math.max(start, this.#at);
    while (this.#at < this.#tokens.length && !this.#isSpecial(",") && !this.#isSpecial(end)) this.#at++;
    const last = this.#tokens[Math.max(start, this.#at - 1)]!;
    return { kind: "malformed", text: this.#value.slice(this.#tokens[start]!.start, last.end) };
  }

  #rest(): MalformedAddress {
    const start = this.#tokens[this.#at]!.start;
    this.#at = this.#tokens.length;
    return { kind: "malformed", text: this.#value.slice(start) };
  }

  #peek(): AddressToken | undefined {
    return this.#tokens[this.#at];
  }

  #isSpecial(text: string): boolean {
    const token = this.#peek();
    return token?.kind === "special" && token.text === text;
  }
}

/** The words of a phrase; of comments only if there is nothing else. */
function nameOf(tokens: readonly AddressToken[]): string {
  const words = tokens.filter((token) => token.kind !== "comment");
  let name = "";
  let end = -1;
  for (const word of words.length > 0 ? words : tokens) {
    name += (name !== "" && word.start > end ? " " : "") + word.text;
    end = word.end;
  }
  return decodeWords(name);
}
