/** Is scheduled work done? What failed last time, and what is switched off that must not be. */
import type { FetchedRevocationList, StoredStatus, TaskRow, TaskRunRow } from "#store";
import { type Finding, fine, warn } from "../finding.ts";

export function checkTasks(tasks: readonly TaskRow[], last: readonly TaskRunRow[]): readonly Finding[] {
  const off = tasks
    .filter(({ name, schedule }) => name === "erase_expired" && schedule === "off")
    .map(({ name }) =>
      warn(
        "tasks",
        `${name} is off: nothing is ever erased`,
        `give it a time below [tasks] in conclave.toml`,
      ),
    );
  const failed = last
    .filter(({ outcome }) => outcome === "failed" || outcome === "lost")
    .map(({ task, outcome, problem, startedAt }) => {
      const how = outcome === "lost" ? "did not come to its end" : `failed (${problem})`;
      const day = startedAt.toISOString().slice(0, 16).replace("T", " ");
      return warn(
        "tasks",
        `${task} ${how} at ${day} UTC`,
        `see the server's log, then: conclave task run ${task}`,
      );
    });
  const findings = [...off, ...failed];
  if (findings.length > 0 || last.length === 0) return findings;
  return [fine("tasks", `${tasks.length} tasks, none failed`)];
}

/** Revocation lists that could not be fetched last time. What was fetched before counts all the same. */
export function checkRevocationLists(lists: readonly FetchedRevocationList[], at: Date): readonly Finding[] {
  return lists
    .filter(({ problem }) => problem !== "")
    .map(({ url, problem, fetchedAt, nextUpdate }) => {
      const old = nextUpdate !== null && nextUpdate < at ? ", and its time is over" : "";
      const known =
        fetchedAt === null ? "none is known" : `that of ${fetchedAt.toISOString().slice(0, 10)} counts${old}`;
      const text =
        problem === "only-changes"
          ? `the revocation list at ${url} names changes only (a delta list): what it revokes counts, and it answers nothing`
          : `the revocation list at ${url} could not be fetched (${problem}); ${known}`;
      return warn("revocation", text, "conclave task run crl_update");
    });
}

/** Certificates that responders did not answer about last time. */
export function checkStatuses(unanswered: readonly StoredStatus[], at: Date): readonly Finding[] {
  const over = unanswered.filter(
    ({ status, until }) => status !== "revoked" && (until === null || until < at),
  );
  const [first] = over;
  if (first === undefined) return [];
  const text = `no responder answered about ${over.length} certificates (${first.problem}): lists with revocation = hard hold what they signed`;
  return [warn("revocation", text, "conclave task run ocsp_update")];
}
