import { z } from "zod";
import { type EmailAddress, type Fingerprint, ok } from "#base";
import { bindMemberKey, type Bound, prepareMemberKey } from "#keys";
import { forgetKeyOffer, type KeyOffer } from "#store";
import { noteReturn } from "../../held/note-return.ts";
import { address, rowIds } from "../../input.ts";
import { type Context, operation } from "../../operation.ts";
import { orRefuse, wantedList, wantedMember } from "../../wanted.ts";
import { wantedOffers } from "./wanted-offers.ts";

export interface AcceptedKey {
  readonly member: string;
  readonly fingerprint: Fingerprint;
  readonly did: Bound;
}

/** An owner compared these very keys: they are pinned. */
export const keyAccept = operation({
  name: "key.accept",
  summary: "Bind keys that wait for an owner to their members",
  input: z.strictObject({
    list: address,
    numbers: rowIds,
    /** In place of the members' present keys of the same kind. */
    replace: z.boolean().default(false),
  }),
  async run(context, { list, numbers, replace }) {
    const offers = await context.db.read(async (tx) => wantedOffers(tx, await wantedList(tx, list), numbers));
    const accepted: AcceptedKey[] = [];
    for (const offer of offers) accepted.push(await accept(context, offer, { list, replace }));
    return ok(accepted);
  },
});

async function accept(
  { db, clock, wake }: Context,
  { memberId, member: who, publicKey, fingerprint }: KeyOffer,
  { list: listAddress, replace }: { readonly list: EmailAddress; readonly replace: boolean },
): Promise<AcceptedKey> {
  const at = clock.now();
  const request = { file: publicKey, address: who, fingerprint, confirmAddress: false, at };
  const key = orRefuse(await prepareMemberKey(request));
  return db.transact(async (tx) => {
    const list = await wantedList(tx, listAddress);
    const member = await wantedMember(tx, list, who);
    const did = orRefuse(await bindMemberKey(tx, { member, key, source: "owner", replace, at }));
    await noteReturn(tx, member, { key: fingerprint, at });
    await forgetKeyOffer(tx, memberId, fingerprint);
    tx.onCommit(wake);
    return { member: who, fingerprint, did };
  });
}
