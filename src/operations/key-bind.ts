import { z } from "zod";
import { AppError, ok } from "#base";
import { bindMemberKey, type Bound, revokeMemberKey } from "#keys";
import { address } from "./input.ts";
import { keyInput, prepareKey, readMemberView } from "./new-member.ts";
import { operation } from "./operation.ts";
import type { MemberView } from "./views.ts";
import { orRefuse, wantedList, wantedMember } from "./wanted.ts";

export interface BoundKey {
  /** "revoked": the file revokes the member's key, and holds no other that could be bound. */
  readonly did: Bound | "revoked";
  readonly fingerprint: string;
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
        return { did: "revoked", fingerprint: revoked ?? "", member: view };
      }
      const request = { member, key, source: "owner", replace: wanted.replace, at } as const;
      const did = orRefuse(await bindMemberKey(tx, request));
      const view = await readMemberView(tx, list, { member: member.address, at });
      tx.onCommit(wake);
      return { did, fingerprint: key.description.fingerprint, member: view };
    });
    return ok(bound);
  },
});
