/** `listen` of a door in `conclave.toml`: a socket path, seen from the data folder, or host:port. */
import { resolve } from "node:path";

export type SocketTarget = { readonly path: string } | { readonly host: string; readonly port: number };

const HOST_PORT = /^\[?([^[\]/]+)\]?:(\d{1,5})$/;

export function listenerTarget(folder: string, listen: string): SocketTarget {
  const [, host, port] = HOST_PORT.exec(listen) ?? [];
  if (host === undefined || port === undefined) return { path: resolve(folder, listen) };
  return { host, port: Number(port) };
}
