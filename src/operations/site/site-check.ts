import { z } from "zod";
import { DAY_MS, ok, WEEK_MS } from "#base";
import {
  allLists,
  allTasks,
  fetchedLists,
  asideErrands,
  asideRows,
  certificateFiles,
  dkimKeys,
  droppedAtSite,
  integrityProblems,
  lastTaskRuns,
  queueCounts,
  type Reader,
  unansweredStatuses,
} from "#store";
import { checkList } from "../lists/check-list.ts";
import { listFacts } from "../lists/list-facts.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { checkScenarios } from "../permission/check-scenarios.ts";
import { checkDkimKeys, checkSigning } from "../dkim/check-dkim.ts";
import { seenKeys } from "../dkim/seen-keys.ts";
import { checkTrust } from "../lists/check-trust.ts";
import { checkCertificateFiles } from "./check-certificate-files.ts";
import { checkRevocationLists, checkStatuses, checkTasks } from "../tasks/check-tasks.ts";
import { fail, type Finding, fine, warn } from "../finding.ts";
import { operation } from "../operation.ts";

const PAGE = 500;
const LONG_WAIT_MS = DAY_MS;

/** What `doctor` can see in the database; the rest it sees in files and sockets. */
export const siteCheck = operation({
  name: "site.check",
  summary: "Look for what is wrong with the database and the lists",
  input: z.strictObject({}),
  async run(context) {
    const { db, clock, progress, authorityFiles, scenarios } = context;
    const at = clock.now();
    const keys = await db.read(dkimKeys);
    const seen = await seenKeys(context, keys);
    const findings = await db.read(async (tx) => [
      ...(await checkDatabase(tx)),
      ...(await checkQueue(tx, at)),
      ...(await checkSiteAddress(tx, at)),
      ...checkTasks(await allTasks(tx, at), await lastTaskRuns(tx)),
      ...checkCertificateFiles(await certificateFiles(tx)),
      ...checkRevocationLists(await fetchedLists(tx), at),
      ...checkStatuses(await unansweredStatuses(tx), at),
    ]);
    findings.push(...checkDkimKeys(seen, at));
    const lists = await db.read(allLists);
    for (const [index, list] of lists.entries()) {
      const facts = await db.read((tx) => listFacts(tx, list, at));
      findings.push(...checkList(facts));
      findings.push(...(await checkTrust(facts, authorityFiles)));
      findings.push(...checkSigning({ ...list, settings: settingsOf(list) }, keys));
      findings.push(...(await checkScenarios(scenarios, { ...list, settings: settingsOf(list) })));
      progress(index + 1, lists.length);
    }
    return ok<readonly Finding[]>(findings);
  },
});

async function checkDatabase(tx: Reader): Promise<readonly Finding[]> {
  const problems = await integrityProblems(tx);
  if (problems.length === 0) return [fine("database", `${tx.kind}, sound, its schema is this version's`)];
  return problems.map((text) => fail("database", text, "stop the server and restore the last backup"));
}

/** What commands of programs and unreadable mail came to: nobody is told of them. */
async function checkSiteAddress(tx: Reader, at: Date): Promise<readonly Finding[]> {
  const dropped = await droppedAtSite(tx, new Date(at.getTime() - WEEK_MS));
  if (dropped.length === 0) return [];
  const counts = dropped.map(({ code, count }) => `${count} ${code}`).join(", ");
  return [
    fine("commands", `mail to the site's own address that was answered by nothing, in a week: ${counts}`),
  ];
}

async function checkQueue(tx: Reader, at: Date): Promise<readonly Finding[]> {
  const counts = await queueCounts(tx);
  const failed = counts.filter(({ state }) => state === "failed").reduce((sum, { count }) => sum + count, 0);
  const old = counts.some(
    ({ state, oldest }) => state === "ready" && at.getTime() - oldest.getTime() > LONG_WAIT_MS,
  );
  const aside = await asideRows(tx, PAGE);
  const orders = await asideErrands(tx, { listId: null, limit: PAGE });
  const look = "conclave queue list";
  return [
    ...(failed > 0 ? [warn("queue", `${failed} deliveries failed for good`, look)] : []),
    ...(old ? [warn("queue", "mail waits for more than a day", look)] : []),
    ...(aside.length > 0 ? [fail("queue", `${aside.length} messages could not be worked on`, look)] : []),
    ...(orders.length > 0
      ? [fail("queue", `${orders.length} mails that were ordered could not be written`, look)]
      : []),
  ];
}
