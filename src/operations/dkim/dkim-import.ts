import { z } from "zod";
import { AppError, err, ok } from "#base";
import type { UnreadKey } from "#domains";
import { insertDkimKey } from "#store";
import { address, domain, file } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { selector } from "./wanted-keys.ts";

export const dkimImport = operation({
  name: "dkim.import",
  summary: "Take over a DKIM key that another program signed with; it signs nothing before it is activated",
  input: z.strictObject({
    domain,
    /** Under which its record is published. */
    selector,
    /** The private key: PEM, DER, or Ed25519 in base64. */
    file,
    /** Signs for this list only; absent: for all of the domain. */
    list: address.optional(),
  }),
  async run({ db, clock }, { domain, selector, file: bytes, list }) {
    const { readSigningKey } = await import("#domains");
    const read = readSigningKey(bytes);
    if (!read.ok) return err(unread(read.error));
    const at = clock.now();
    const view = await db.transact(async (tx): Promise<DkimKeyView> => {
      const listId = list === undefined ? null : (await wantedList(tx, list)).id;
      const key = await insertDkimKey(tx, { domain, selector, listId, ...read.value, at });
      if (key === null) throw taken(domain, selector);
      return dkimKeyView(tx, key);
    });
    return ok(view);
  },
});

const WHY: Readonly<Record<UnreadKey, string>> = {
  "no-key": "There is no private key in this file. Give the file that the other program signs with.",
  "public-only":
    "This is the public half. Give the file with the private key, which the other program signs with.",
  locked:
    "This key is locked with a passphrase. Unlock it into a file of its own: openssl pkey -in FILE -out UNLOCKED",
  "other-kind": "This is neither an RSA nor an Ed25519 key: nothing else signs mail (RFC 8301, RFC 8463).",
  "too-short":
    "This RSA key has less than 1024 bits: nobody verifies with it (RFC 8301). Make a new one: conclave dkim create",
  "too-long":
    "This RSA key has more than 4096 bits: not everybody verifies with it (RFC 8301). Make a new one: conclave dkim create",
  "halves-differ": "The two halves of this key do not belong together: the file is damaged.",
};

function unread(why: UnreadKey): AppError {
  return new AppError({ code: "key-unusable", publicText: WHY[why] });
}

function taken(domain: string, name: string): AppError {
  const publicText = `${domain} has a key of the selector ${name} already. See: conclave dkim show ${domain}`;
  return new AppError({ code: "already-exists", publicText });
}
