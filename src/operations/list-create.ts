import { AppError, type EmailAddress, err, localPartOf, ok, type Scheme } from "#base";
import { z } from "zod";
import { type ListSettingChanges, listSettings } from "#config";
import { addListKey, type ListKeyMaterial, makeListKey } from "#keys";
import { otherDoors, readDoor } from "#lists";
import { insertList, insertMember, listByAddress, type StoredList, type Transactor } from "#store";
import { address } from "./input.ts";
import { readChanges, storableSettings } from "./list-settings-of.ts";
import { type Context, operation } from "./operation.ts";
import { orRefuse } from "./wanted.ts";

/** The list opens only what is sealed to it, and nobody gets a post in clear. */
const SEALED: ListSettingChanges = {
  gpg_post_encrypt: "force",
  gpg_post_sign: "yes",
  gpg_distrib_encrypt: "force",
  gpg_distrib_sign: "yes",
  smime_post_encrypt: "force",
  smime_post_sign: "yes",
  smime_distrib_encrypt: "force",
  smime_distrib_sign: "yes",
  reply_goes_to_list: "list",
};

const input = z.strictObject({
  address,
  name: z.string().trim().max(100).optional(),
  owners: z.array(address).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** All that a sealed list needs: its settings and its keys. */
  sealed: z.boolean().default(false),
  /** Makes a key in both families. */
  keys: z.boolean().default(false),
});

export interface CreatedList {
  readonly address: EmailAddress;
  readonly name: string;
  readonly sealed: boolean;
  readonly owners: readonly EmailAddress[];
  readonly keys: readonly { readonly scheme: Scheme; readonly fingerprint: string }[];
}

export const listCreate = operation({
  name: "list.create",
  summary: "Make a list",
  input,
  async run(context, wanted) {
    const name = wanted.name ?? defaultName(wanted.address);
    const changes = { ...(wanted.sealed ? SEALED : {}), ...readChanges(wanted.settings) };
    const settings = storableSettings(listSettings(changes));
    const keys = wanted.keys || wanted.sealed ? await bothKeys(context, wanted.address, name) : [];
    const at = context.clock.now();
    const made = await context.db.transact(async (tx) => {
      await refuseSharedAddress(tx, wanted.address);
      const list = await insertList(tx, { address: wanted.address, displayName: name, settings, at });
      if (list.ok) await furnish(tx, list.value, { keys, owners: wanted.owners, at });
      return list;
    });
    if (!made.ok) return err(exists(wanted.address));
    const { owners, sealed } = wanted;
    const fingerprints = keys.map(({ secret: { scheme, fingerprint } }) => ({ scheme, fingerprint }));
    return ok<CreatedList>({ address: wanted.address, name, sealed, owners, keys: fingerprints });
  },
});

interface Furniture {
  readonly keys: readonly ListKeyMaterial[];
  readonly owners: readonly EmailAddress[];
  readonly at: Date;
}

async function furnish(tx: Transactor, list: StoredList, { keys, owners, at }: Furniture): Promise<void> {
  for (const key of keys) orRefuse(await addListKey(tx, { list, key, replace: false }));
  for (const owner of owners) await insertMember(tx, { listId: list.id, address: owner, owner: true, at });
}

async function bothKeys(
  { clock, random }: Context,
  address: EmailAddress,
  displayName: string,
): Promise<readonly ListKeyMaterial[]> {
  const request = { address, displayName, at: clock.now(), random };
  return [await makeListKey("openpgp", request), await makeListKey("smime", request)];
}

/** `team@example.org` is called “Team” until somebody says otherwise. */
function defaultName(address: EmailAddress): string {
  const localPart = localPartOf(address);
  return localPart.charAt(0).toUpperCase() + localPart.slice(1);
}

/** Mail for the owners of one list must not become posts of another. @throws AppError already-exists */
async function refuseSharedAddress(tx: Transactor, wanted: EmailAddress): Promise<void> {
  const doors = readDoor(wanted).filter(({ kind }) => kind !== "post");
  for (const { list } of doors) if ((await listByAddress(tx, list)) !== null) throw shared(wanted, list);
  for (const door of otherDoors(wanted))
    if ((await listByAddress(tx, door)) !== null) throw shared(door, wanted);
}

function shared(door: EmailAddress, list: EmailAddress): AppError {
  const publicText = `${door} is one of the addresses of ${list}: it cannot be another list too. Choose another address.`;
  return new AppError({ code: "already-exists", publicText });
}

function exists(address: EmailAddress): AppError {
  return new AppError({
    code: "already-exists",
    publicText: `There is a list ${address} already. Look at it: conclave list show ${address}`,
  });
}
