import { z } from "zod";
import { AppError, type Bytes, type EmailAddress, equalBytes, NO_AUTHORITY_FILES, ok } from "#base";
import { addListKey, anchorReader, listWithKeyPair, readListKey } from "#keys";
import { forgetRequestedKey, requestedKeys, type StoredList } from "#store";
import { address, file } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { type Context, operation } from "../operation.ts";
import { type ListKeyView, listKeyView } from "../views.ts";
import { orRefuse, wantedList } from "../wanted.ts";

export interface ImportedListKey {
  readonly key: ListKeyView;
  /** False: members' programs will not find the key by the list's address. */
  readonly carriesAddress: boolean;
  /** What members' programs may find wrong with it, a sentence each. */
  readonly faults: readonly string[];
}

export const keyImport = operation({
  name: "key.import",
  summary: "Give a list a key that exists already",
  input: z.strictObject({
    list: address,
    /** Secret key (OpenPGP), PEM, PKCS#12, or the certificate that was asked for by `key csr`. */
    file,
    passphrase: z.string().max(1000).nullable().default(null),
    replace: z.boolean().default(false),
  }),
  async run(context, wanted) {
    const { db, clock } = context;
    const { file: bytes, passphrase, replace } = wanted;
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const at = clock.now();
    const requested = await db.read((tx) => requestedKeys(tx, list.id));
    const waiting = requested.map(({ secret }) => secret);
    const given = { file: bytes, passphrase, address: list.address, at, waiting };
    const anchors = await trustedBy(context, list);
    const key = orRefuse(await readListKey({ ...given, anchors }));
    const other = await db.read((tx) => listWithKeyPair(tx, key, { except: list, at }));
    if (other !== null) throw sharedKeyPair(other);
    const answered = requested.find(({ secret }) => equalBytes(secret, key.secret.secret));
    await db.transact(async (tx) => {
      orRefuse(await addListKey(tx, { list, key, replace }));
      if (answered !== undefined) await forgetRequestedKey(tx, answered.fingerprint);
    });
    const view = listKeyView({
      ...key,
      ...key.secret,
      listId: list.id,
      active: true,
      use: "both",
      ...LASTING,
    });
    return ok<ImportedListKey>({ key: view, carriesAddress: key.carriesAddress, faults: key.faults });
  },
});

/** DER. */
export function trustedBy(
  { db, authorityFiles = NO_AUTHORITY_FILES }: Context,
  list: StoredList,
): Promise<readonly Bytes[]> {
  return anchorReader(db, authorityFiles)(settingsOf(list));
}

const LASTING = { opensUntil: null, revokedAt: null };

export function sharedKeyPair(other: EmailAddress): AppError {
  return new AppError({
    code: "not-allowed",
    publicText: `${other} has this key pair already. Each list needs its own: mail sealed to one would open at the other.`,
  });
}
