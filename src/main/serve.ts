/** The server for good: makes the folder at its first run, stops on SIGTERM and SIGINT. */
import { initialise } from "./initialise.ts";
import { openSite } from "./open-site.ts";
import { processLogger } from "./process-logger.ts";
import { readSiteConfig } from "./site-config-file.ts";
import { startServer } from "./start-server.ts";

/** A CLI command may be at work when the server starts. */
const LOCK_PATIENCE_MS = 5000;

/** @throws AppError what hinders the start, or what broke the database: the exit status says it */
export async function serve(folder: string): Promise<void> {
  const made = await initialise(folder);
  if (made.length > 0) process.stdout.write(firstSteps(folder, made));
  const logger = processLogger(await readSiteConfig(folder));
  const site = await openSite(folder, logger, LOCK_PATIENCE_MS);
  const server = await startServer(site).catch(async (thrown: unknown) => {
    await site.close();
    throw thrown;
  });
  logger.info("server.ready", { folder });
  // What only the start needed goes back; of its own accord V8 keeps it for good. `./conclave` gives `--expose-gc`.
  void globalThis.gc?.({ type: "major", execution: "async", flavor: "last-resort" });
  const broken = await Promise.race([toldToStop(), site.db.broken]);
  if (broken) logger.error("server.database-broken", { detail: broken.detail });
  logger.info("server.stopping");
  await server.stop();
  await site.close();
  // The status says so, and who supervises the server starts it again.
  if (broken) throw broken;
}

function toldToStop(): Promise<null> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(null));
  });
}

function firstSteps(folder: string, made: readonly string[]): string {
  return [
    `Made ${made.join(", ")} in ${folder}.`,
    "Keep a copy of master.key in another place: without it nothing can be read.",
    "Next, in another terminal: conclave list create team@example.org --sealed --owner you@example.org",
    "",
  ].join("\n");
}
