/**
 * Fetches a small file over plain HTTP (RFC 9112), as certificates name it. The address comes from outside: nothing is
 * asked of one's own networks unless the operator allows it, no redirection is followed, and time and size have a bound.
 */
import { lookup as resolve } from "node:dns";
import { get, type IncomingMessage } from "node:http";
import { isIP, type LookupFunction } from "node:net";
import { type Bytes, err, LIMITS, ok, type Result } from "#base";
import { isPublicAddress } from "./is-public-address.ts";

export type FetchFault = "private-address" | "not-found" | "too-large" | "no-answer";
export type Fetch = (url: string, stop: AbortSignal) => Promise<Result<Bytes, FetchFault>>;

export function fetchOverHttp({ allowPrivate }: { readonly allowPrivate: boolean }): Fetch {
  return async (url, stop) => {
    const { hostname, protocol, username } = new URL(url);
    if (protocol !== "http:" || username !== "") return err("no-answer");
    const host = hostname.replaceAll(/[[\]]/g, "");
    if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return err("private-address");
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LIMITS.revocationListMs)]);
    try {
      return await read(url, { signal, lookup: allowPrivate ? resolve : resolvePublic });
    } catch (thrown) {
      return err(thrown instanceof PrivateAddress ? "private-address" : "no-answer");
    }
  };
}

interface Asking {
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
}

function read(url: string, { signal, lookup }: Asking): Promise<Result<Bytes, FetchFault>> {
  return new Promise((done, failed) => {
    const headers = { accept: "application/pkix-crl, */*", "accept-encoding": "identity" };
    const request = get(url, { signal, lookup, headers, agent: false }, (response) => {
      bodyOf(response).then(done, failed);
    });
    request.on("error", failed);
  });
}

async function bodyOf(response: IncomingMessage): Promise<Result<Bytes, FetchFault>> {
  if (response.statusCode !== 200) {
    response.destroy();
    return err("not-found");
  }
  const chunks: Bytes[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Bytes>) {
    size += chunk.length;
    if (size > LIMITS.revocationListBytes) return err("too-large");
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
