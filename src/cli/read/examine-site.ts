/** What `doctor` sees: first files, sockets and the relay, then the database and the lists. */
import { resolve } from "node:path";
import { AppError } from "#base";
import { type Finding, siteCheck } from "#operations";
import { examineFiles } from "./examine-files.ts";
import { examineSockets } from "./examine-sockets.ts";
import { examineSympaNames } from "./examine-sympa-names.ts";
import { examineTemplates } from "./examine-templates.ts";
import { textFindings } from "./text-findings.ts";
import type { Session } from "../session.ts";

export async function examineSite(session: Session): Promise<readonly Finding[]> {
  const { site } = session;
  const config = await site.config();
  return [
    ...(await examineFiles(site.folder, config)),
    ...(await examineSympaNames(site.folder, config)),
    ...(await examineTemplates(resolve(site.folder, config.templates))),
    ...textFindings(await site.texts()),
    ...(await examineSockets(site, config)),
    ...(await examineDatabase(session)),
  ];
}

/** A database that cannot be opened is a finding, not the end of the examination. */
async function examineDatabase(session: Session): Promise<readonly Finding[]> {
  try {
    return await session.run(siteCheck, {});
  } catch (thrown) {
    const { publicText } = AppError.fromUnknown(thrown);
    return [{ level: "fail", about: "database", text: publicText, todo: "" }];
  }
}
