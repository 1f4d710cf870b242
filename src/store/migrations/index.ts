import { lists } from "./0001-lists.ts";
import { mailIn } from "./0002-mail-in.ts";
import { mailOut } from "./0003-mail-out.ts";
import { recipientTimes } from "./0004-recipient-times.ts";
import { moderation } from "./0005-moderation.ts";
import { kept } from "./0006-kept.ts";
import { vouching } from "./0007-vouching.ts";
import { planPages } from "./0008-plan-pages.ts";
import { arriving } from "./0009-arriving.ts";
import { authorities } from "./0010-authorities.ts";
import { tasks } from "./0011-tasks.ts";
import { splitKeys } from "./0012-split-keys.ts";
import { keyWarnings } from "./0013-key-warnings.ts";
import { fetchedRevocationLists } from "./0014-revocation-lists.ts";
import { keyLife } from "./0015-key-life.ts";
import { archived } from "./0016-archived.ts";
import { keyOffers } from "./0017-key-offers.ts";
import { memberOptions } from "./0018-member-options.ts";
import { requests } from "./0019-requests.ts";
import { certificateStatuses } from "./0020-certificate-status.ts";
import { errandTries } from "./0021-errand-tries.ts";
import { taskModels } from "./0022-task-models.ts";
import { inboxEffects } from "./0023-inbox-effects.ts";
import { memberLanguage } from "./0024-member-language.ts";
import { listPasswords } from "./0025-list-passwords.ts";
import { memberTopics } from "./0026-member-topics.ts";
import { offersBacked } from "./0027-offers-backed.ts";
import { digests } from "./0028-digests.ts";
import { dkimKeys } from "./0029-dkim-keys.ts";
import { memberAddresses } from "./0030-member-addresses.ts";
import { digestsLater } from "./0031-digests-later.ts";
import { untold } from "./0032-untold.ts";
import type { Migration } from "./migration.ts";

/** Every migration, in order. New ones are added at the end. */
export const MIGRATIONS: readonly Migration[] = [
  lists,
  mailIn,
  mailOut,
  recipientTimes,
  moderation,
  kept,
  vouching,
  planPages,
  arriving,
  authorities,
  tasks,
  splitKeys,
  keyWarnings,
  fetchedRevocationLists,
  keyLife,
  archived,
  keyOffers,
  memberOptions,
  requests,
  certificateStatuses,
  errandTries,
  taskModels,
  inboxEffects,
  memberLanguage,
  listPasswords,
  memberTopics,
  offersBacked,
  digests,
  dkimKeys,
  memberAddresses,
  digestsLater,
  untold,
];
