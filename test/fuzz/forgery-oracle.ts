/** Knows what was really signed by whom: a changed input may be authentic only with that content. */
import { createHash } from "node:crypto";
import { addressKey, type Bytes, fromLatin1, latin1, view } from "#base";
import type { Keyring } from "#inspect";
import { toCrlf } from "#mime";
import { openPost, type Opened } from "#protect";

export class ForgeryOracle {
  readonly #keyring: Keyring;
  readonly #genuine = new Set<string>();

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** An input that nobody changed, and whom it was found to be of. */
  async learn(octets: Bytes, address: string): Promise<void> {
    for (const print of await this.#prints(octets, address)) this.#genuine.add(print);
  }

  async isGenuine(octets: Bytes, address: string): Promise<boolean> {
    return (await this.#prints(octets, address)).some((print) => this.#genuine.has(print));
  }

  async #prints(octets: Bytes, address: string): Promise<readonly string[]> {
    const prints: string[] = [];
    for (const message of messagesIn(octets)) {
      const opened = await this.#open(message);
      if (opened !== null) prints.push(printOf(opened, address));
    }
    return prints;
  }

  async #open(message: Bytes): Promise<Opened | null> {
    const { secrets, anchors, known, at } = this.#keyring;
    const families = { openpgp: true, smime: true };
    const signers = () => Promise.resolve(known.map(({ key }) => key));
    const keys = { secrets, anchors, signers, trust: anchors.length > 0 ? "ca" : "bound" } as const;
    const opened = await openPost({ message, at, ...keys, open: families, verify: families });
    return opened.ok ? opened.value : null;
  }
}

const MBOX_LINE = /^From \S.*\d{1,2}:\d{2}.*\d{4}.*\r?\n/gm;

/** As `inspect` takes a file apart. */
function messagesIn(octets: Bytes): readonly Bytes[] {
  const text = fromLatin1(octets);
  const texts = text.startsWith("From ") ? text.replace(/^.*\n/, "").split(MBOX_LINE) : [text];
  return texts.map((one) => {
    const message = latin1(one.replace(/^(?:\u00ef\u00bb\u00bf)?(?:[ \t]*\r?\n)*/, ""));
    return view(message).includes("\r\n") ? message : toCrlf(message);
  });
}

/** Whose it is, what is in it, and the Subject if it came protected. Line ends and white space before them are not signed in text. */
function printOf({ content, headers }: Opened, address: string): string {
  const text = fromLatin1(content)
    .replaceAll(/[ \t]*\r?\n/g, "\n")
    .trim();
  const inner = headers
    .filter(({ from }) => from === "protected")
    .map(({ name, value }) => `${name}:${value}`);
  const hash = createHash("sha256").update(`${addressKey(address as never)}\n${inner.sort().join("\n")}\n`);
  return hash.update(text, "latin1").digest("hex");
}
