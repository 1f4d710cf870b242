/** The server for good: makes the folder at its first run, stops on SIGTERM and SIGINT. */
import { initialise } from "./initialise.ts";
import { openSite } from "./open-site.ts";
import { processLogger } from "./process-logger.ts";
import { readSiteConfig } from "./site-config-file.ts";
import { startServer } from "./start-server.ts";

export async function serve(folder: string): Promise<void> {
  await initialise(folder);
  const logger = processLogger(await readSiteConfig(folder));
  const site = await openSite(folder, logger);
  const server = await startServer(site);
  logger.info("ready", { folder });
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  logger.info("stopping");
  await server.stop();
  await site.close();
}
