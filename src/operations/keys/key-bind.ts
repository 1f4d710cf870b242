import { z } from "zod";
import { AppError, type Fingerprint, ok } from "#base";
import { bindMemberKey, type Bound, revokeMemberKey } from "#keys";
import { keysOfMembers } from "#store";
import { address } from "../input.ts";
import { keyInput, prepareKey, readMemberView } from "../members/new-member.ts";
import { noteReturn } from "../held/note-return.ts";
import { operation } from "../operation.ts";
import type { MemberView } from "../views.ts";
import { orRefuse, wantedList, wantedMember } from "../wanted.ts";

export interface BoundKey {
  /** "revoked": the file revokes the member's key, and holds no other that could be bound. */
  readonly did: Bound | "revoked";
  readonly fingerprint: string;
  /** The keys that it took the place of. */
  readonly replaced: readonly Fingerprint[];
  readonly member: MemberView;
}

export const keyBind = operation({
  name: "key.bind",
  summary: "Bind a public key or certificate to a member",
  input: z.strictObject({
    list: address,
    member: address,
    key: keyInput,
    /** Takes the place of the member's key of the same family. */
    replace: z.boolean().default(false),
  }),
  async run({ db, clock, wake }, wanted) {
    const at = clock.now();
    const { file } = wanted.key;
    const revoked = await db.transact(async (tx) => {
      const { id: memberId } = await wantedMember(tx, await wantedList(tx, wanted.list), wanted.member);
      return revokeMemberKey(tx, { memberId, file, at });
    });
    const key = await prepareKey(wanted.key, wanted.member, at).catch((error: unknown) => {
      if (revoked === null || !(error instanceof AppError)) throw error;
      return null;
    });
    const bound = await db.transact(async (tx): Promise<BoundKey> => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.member);
      if (key === null) {
        const view = await readMemberView(tx, list, { member: member.address, at });
        return { did: "revoked", fingerprint: revoked ?? "", replaced: [], member: view };
      }
      const request = { member, key, source: "owner", replace: wanted.replace, at } as const;
      const before = await keysOfMembers(tx, [member.id]);
      const did = orRefuse(await bindMemberKey(tx, request));
      const { fingerprint } = key.description;
      await noteReturn(tx, member, { key: fingerprint, at });
      const view = await readMemberView(tx, list, { member: member.address, at });
      tx.onCommit(wake);
      const left = new Set(view.keys.map((one) => one.fingerprint));
      const replaced = before.map((one) => one.fingerprint).filter((one) => !left.has(one));
      return { did, fingerprint, replaced, member: view };
    });
    return ok(bound);
  },
});
