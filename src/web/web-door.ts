/**
 * HTTP behind the operator's web server, which speaks TLS: bounded in size, time and number, without cookies, and with one
 * thing to ask for. It trusts no header field: not Host, and none that a proxy sets.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError, type Bytes, concatBytes, LIMITS } from "#base";
import { LeavePage, type LeaveSite, type WebAnswer } from "./leave-page.ts";
import { PAGE_FIELDS, writePage } from "./page.ts";

export interface WebDoorOptions extends LeaveSite {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Milliseconds until a request has to be there; absent: `LIMITS.webRequestMs`. */
  readonly requestMs?: number;
}

export interface WebDoor {
  readonly port: number;
  /** What is in hand is answered first. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 5000;
const LOOK_MS = 500;

/** @throws AppError bad-config if the address cannot be listened at */
export async function openWebDoor({ host, port, requestMs, ...site }: WebDoorOptions): Promise<WebDoor> {
  const patience = requestMs ?? LIMITS.webRequestMs;
  const pages = new LeavePage(site);
  const inHand = new Set<Promise<void>>();
  const server = createServer(
    {
      maxHeaderSize: LIMITS.webHeaderBytes,
      headersTimeout: patience,
      requestTimeout: patience,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: LOOK_MS,
    },
    (request, response) => {
      const work = serve(pages, site, { request, response });
      inHand.add(work);
      void work.finally(() => inHand.delete(work));
    },
  );
  server.maxConnections = LIMITS.webConnections;
  server.timeout = 2 * patience;
  await listening(server, host, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.all(inHand);
      server.closeAllConnections();
      await closed;
    },
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      const publicText = `[web]: cannot listen at ${host}:${port}. Give another listen in conclave.toml.`;
      reject(new AppError({ code: "bad-config", publicText, cause }));
    });
    server.listen(port, host, () => resolve());
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(
  pages: LeavePage,
  { context }: LeaveSite,
  { request, response }: Exchange,
): Promise<void> {
  try {
    const { method = "" } = request;
    if (method !== "GET" && method !== "HEAD" && method !== "POST") return refuseMethod(response);
    const answer = await pages.answer({
      method: method === "POST" ? "POST" : "GET",
      path: (request.url ?? "").replace(/\?.*$/s, ""),
      contentType: request.headers["content-type"] ?? "",
      body: () => bodyOf(request),
    });
    write(response, answer);
  } catch (thrown) {
    context.logger.error("web.failed", { code: AppError.fromUnknown(thrown).code });
    response.writeHead(500, { Connection: "close" }).end();
  }
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { Allow: "GET, HEAD, POST", Connection: "close" }).end();
}

/** Of what was refused the rest is not read: the connection ends. */
function write(response: ServerResponse, { status, page }: WebAnswer): void {
  const fields = status < 400 ? PAGE_FIELDS : { ...PAGE_FIELDS, Connection: "close" };
  response.writeHead(status, fields).end(writePage(page));
}

/** null: it is too large, and is not read to its end. */
function bodyOf(request: IncomingMessage): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const pieces: Bytes[] = [];
    let size = 0;
    request.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size <= LIMITS.webBodyBytes) return void pieces.push(piece);
      request.pause();
      resolve(null);
    });
    request.once("end", () => resolve(concatBytes(...pieces)));
    request.once("close", () =>
      reject(new AppError({ code: "unavailable", publicText: "The request ended." })),
    );
  });
}
