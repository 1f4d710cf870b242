import { resolve } from "node:path";

/** Where a door listens. */
export type ListenTarget =
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

const HOST_PORT = /^(?:\[([^\]]+)\]|([^/:]+)):(\d{1,5})$/;

/** `host:port`, `[v6]:port`, or a path relative to the data folder. */
export function listenTarget(folder: string, listen: string): ListenTarget {
  const [, v6, host = v6, port] = HOST_PORT.exec(listen) ?? [];
  if (host === undefined || port === undefined) return { kind: "unix", path: resolve(folder, listen) };
  return { kind: "tcp", host, port: Number(port) };
}
