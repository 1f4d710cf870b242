import { z } from "zod";
import { ok } from "#base";
import { bindMemberKey, type Bound } from "#keys";
import { address } from "./input.ts";
import { keyInput, prepareKey, readMemberView } from "./new-member.ts";
import { operation } from "./operation.ts";
import type { MemberView } from "./views.ts";
import { orRefuse, wantedList, wantedMember } from "./wanted.ts";

export interface BoundKey {
  readonly did: Bound;
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
  async run({ db, clock }, wanted) {
    const at = clock.now();
    const key = await prepareKey(wanted.key, wanted.member, at);
    const bound = await db.transact(async (tx): Promise<BoundKey> => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.member);
      const request = { member, key, source: "owner", replace: wanted.replace, at } as const;
      const did = orRefuse(await bindMemberKey(tx, request));
      const view = await readMemberView(tx, list, { member: member.address, at });
      return { did, fingerprint: key.description.fingerprint, member: view };
    });
    return ok(bound);
  },
});
