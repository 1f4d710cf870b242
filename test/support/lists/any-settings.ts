/** Any values of the settings that decide about posts and copies, for properties. */
import fc from "fast-check";
import type { ListSettingChanges } from "#config";

const demand = fc.constantFrom("no" as const, "yes" as const, "force" as const);
const yesNo = fc.constantFrom("no" as const, "yes" as const);
const action = fc.constantFrom("accept" as const, "hold" as const, "reject" as const, "discard" as const);

export const anySettings: fc.Arbitrary<ListSettingChanges> = fc.record({
  gpg_post_encrypt: demand,
  gpg_post_sign: demand,
  gpg_distrib_encrypt: demand,
  gpg_distrib_sign: yesNo,
  smime_post_encrypt: demand,
  smime_post_sign: demand,
  smime_distrib_encrypt: demand,
  smime_distrib_sign: yesNo,
  default_member_action: action,
  generic_nonmember_action: action,
  clear_after_decrypt: fc.constantFrom("no" as const, "confirmed" as const),
});
