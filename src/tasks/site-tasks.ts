/** The tasks of a site. What each does is one function of the room that knows how. */
import type { PipelineSite } from "#pipeline";
import { beginDigests, judgeHeldAgain, sendOwnerSummaries, warnOfExpiry } from "#pipeline";
import { eraseExpired } from "#store";
import { type CertificateDirectory, lookUpCertificates } from "./certificates/certificate-lookup.ts";
import { updateRevocationLists } from "./revocation/crl-update.ts";
import type { Fetch } from "./revocation/fetch-over-http.ts";
import { updateStatuses } from "./revocation/ocsp-update.ts";
import type { Task } from "./task.ts";

/** @param fetch how revocation lists and answers about certificates are fetched */
export function siteTasks(
  site: PipelineSite,
  fetch: Fetch,
  directory: CertificateDirectory | null,
): readonly Task[] {
  return [
    { name: "erase_expired", run: () => erase(site) },
    { name: "owner_summary", run: () => sendOwnerSummaries(site) },
    { name: "send_digests", run: () => beginDigests(site) },
    { name: "chk_cert_expiration", run: () => warnOfExpiry(site) },
    { name: "crl_update", run: (stop) => thenJudge(site, stop, updateRevocationLists(site, fetch, stop)) },
    { name: "certificate_lookup", run: (stop) => lookUpCertificates(site, directory, stop) },
    { name: "ocsp_update", run: (stop) => thenJudge(site, stop, updateStatuses(site, fetch, stop)) },
  ];
}

/** Posts that waited for what was fetched go on. */
async function thenJudge(
  site: PipelineSite,
  stop: AbortSignal,
  fetching: ReturnType<Task["run"]>,
): ReturnType<Task["run"]> {
  const { figures, problem } = await fetching;
  const released = await judgeHeldAgain(site, stop);
  return { figures: released === 0 ? figures : { ...figures, released }, problem };
}

/** What the retention file says is over goes (S14). */
async function erase({ db, clock }: PipelineSite): ReturnType<Task["run"]> {
  const erased = await eraseExpired(db, clock.now());
  return {
    figures: Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0)),
    problem: null,
  };
}
