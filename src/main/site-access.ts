/** The data folder as the CLI uses it: through the running server, else on the database itself. */
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { AppError, err, OPERATOR, silentLogger } from "#base";
import type { OnProgress, Site } from "#cli";
import { callControl, connectControl } from "#listen";
import type { Operation, Outcome } from "#operations";
import { initialise } from "./initialise.ts";
import { openSite } from "./open-site.ts";
import { readOwnTextsIn } from "./own-texts.ts";
import { readSiteConfig } from "./site-config-file.ts";
import { sitePaths } from "./site-paths.ts";

const LOCK_PATIENCE_MS = 10_000;
const LOCK_RETRY_MS = 100;

export function siteAccess(folder: string): Site {
  return {
    folder,
    call: (operation, input, onProgress) => call(folder, operation, { input, onProgress }),
    initialise: () => initialise(folder),
    // Loaded only here, so that every other command starts without the server's rooms.
    serve: async () => (await import("./serve.ts")).serve(folder),
    config: () => readSiteConfig(folder),
    isServing: () => isServing(folder),
    texts: async () => readOwnTextsIn(resolve(folder, (await readSiteConfig(folder)).templates)),
  };
}

async function isServing(folder: string): Promise<boolean> {
  const socket = await connectControl(await controlPath(folder));
  socket?.destroy();
  return socket !== null;
}

interface Call {
  readonly input: unknown;
  readonly onProgress: OnProgress;
}

/** While another CLI command works, or the server is starting, it waits for its turn. */
async function call<Schema extends z.ZodType, Output>(
  folder: string,
  operation: Operation<Schema, Output>,
  request: Call,
): Promise<Outcome<Output>> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const remote = await callServer(folder, operation.name, request);
    if (remote !== null) return remote as Outcome<Output>;
    try {
      return await callHere(folder, operation, request);
    } catch (thrown) {
      const error = AppError.fromUnknown(thrown);
      if (error.code !== "busy" || Date.now() > deadline) return err(error);
    }
    await wait(LOCK_RETRY_MS);
  }
}

async function callServer(folder: string, name: string, request: Call): Promise<Outcome<unknown> | null> {
  const socket = await connectControl(await controlPath(folder));
  return socket === null
    ? null
    : callControl(socket, { operation: name, input: request.input }, request.onProgress);
}

async function callHere<Schema extends z.ZodType, Output>(
  folder: string,
  operation: Operation<Schema, Output>,
  { input, onProgress }: Call,
): Promise<Outcome<Output>> {
  const site = await openSite(folder, silentLogger);
  try {
    return await operation.invoke({ ...site, actor: OPERATOR, wake: () => {}, progress: onProgress }, input);
  } finally {
    await site.close();
  }
}

async function controlPath(folder: string): Promise<string> {
  return sitePaths(folder, await readSiteConfig(folder)).controlSocket;
}
