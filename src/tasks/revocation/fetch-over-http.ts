/**
 * Fetches a small file over plain HTTP (RFC 9112), as certificates name it, or asks for one. The address comes from outside: nothing is
 * asked of one's own networks unless the operator allows it, no redirection is followed, and time and size have a bound.
 */
import { lookup as resolve } from "node:dns";
import type { IncomingMessage } from "node:http";
import { isIP, type LookupFunction } from "node:net";
import { type Bytes, err, LIMITS, ok, type Result } from "#base";
import { isPublicAddress } from "./is-public-address.ts";

export type FetchFault = "private-address" | "not-found" | "too-large" | "no-answer";
export interface FetchOptions {
  /** Absent: what a revocation list may have. */
  readonly maxBytes?: number;
  /** Absent: GET. */
  readonly post?: { readonly type: string; readonly body: Bytes };
}
export type Fetch = (
  url: string,
  stop: AbortSignal,
  options?: FetchOptions,
) => Promise<Result<Bytes, FetchFault>>;

export function fetchOverHttp({ allowPrivate }: { readonly allowPrivate: boolean }): Fetch {
  return async (url, stop, options = {}) => {
    const { hostname, protocol, username } = new URL(url);
    if (protocol !== "http:" || username !== "") return err("no-answer");
    const host = hostname.replaceAll(/[[\]]/g, "");
    if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return err("private-address");
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LIMITS.revocationListMs)]);
    try {
      return await read(url, { ...options, signal, lookup: allowPrivate ? resolve : resolvePublic });
    } catch (thrown) {
      return err(thrown instanceof PrivateAddress ? "private-address" : "no-answer");
    }
  };
}

interface Asking extends FetchOptions {
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
}

async function read(
  url: string,
  { signal, lookup, post, maxBytes }: Asking,
): Promise<Result<Bytes, FetchFault>> {
  // Not before it is needed: with it Node loads a client of its own for fetch, 15 MB that an idle server does without.
  const { request } = await import("node:http");
  return new Promise((done, failed) => {
    const sent = post && { "content-type": post.type, "content-length": post.body.length };
    const headers = { accept: "*/*", "accept-encoding": "identity", ...sent };
    const method = post ? "POST" : "GET";
    const asked = request(url, { method, signal, lookup, headers, agent: false }, (response) => {
      bodyOf(response, maxBytes ?? LIMITS.revocationListBytes).then(done, failed);
    });
    asked.on("error", failed);
    asked.end(post?.body);
  });
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Result<Bytes, FetchFault>> {
  if (response.statusCode !== 200) {
    response.destroy();
    return err("not-found");
  }
  const chunks: Bytes[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Bytes>) {
    size += chunk.length;
    if (size > maxBytes) return err("too-large");
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

class PrivateAddress extends Error {}

/** The address that was looked at is the one that is connected to: a name cannot change in between. */
const resolvePublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? new PrivateAddress(), "", 0);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddress(), "", 0);
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};
