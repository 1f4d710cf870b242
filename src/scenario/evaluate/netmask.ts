/**
 * `verify_netmask`: whether a client's address is within a net, written `10.0.0.0/8`, `192.168/16`, `2001:db8::/32`, as
 * one address, as a range that is exactly one net, or `any`.
 */

/** `first` is the lowest address; `width` 32 or 128 bits. */
interface Net {
  readonly width: 32 | 128;
  readonly first: bigint;
  readonly bits: number;
}

interface Address {
  readonly width: 32 | 128;
  readonly value: bigint;
}

/** Null: that is no net, or one with bits of a host. */
export function isInNet(address: string, net: string): boolean | null {
  if (net === "any" || net === "default") return readAddress(address) !== null;
  const range = readNet(net);
  if (range === null) return null;
  const client = readAddress(address);
  if (client === null || client.width !== range.width) return false;
  const host = BigInt(range.width - range.bits);
  return client.value >> host === range.first >> host;
}

function readNet(text: string): Net | null {
  const slash = text.indexOf("/");
  if (slash !== -1) return withBits(text.slice(0, slash), text.slice(slash + 1));
  const [from, to, ...more] = text.split("-");
  const first = readAddress(from ?? "");
  const last = to === undefined ? first : readAddress(to);
  if (more.length > 0 || first === null || last === null || first.width !== last.width) return null;
  const size = last.value - first.value + 1n;
  const bits = first.width - (size.toString(2).length - 1);
  const isOneNet = size > 0n && (size & (size - 1n)) === 0n && first.value % size === 0n;
  return isOneNet ? { width: first.width, first: first.value, bits } : null;
}

function withBits(text: string, bits: string): Net | null {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits)) return null;
  const address = readAddress(text.includes(":") ? text : filledUp(text));
  if (address === null || Number(bits) > address.width) return null;
  const host = BigInt(address.width - Number(bits));
  const isFirst = (address.value >> host) << host === address.value;
  return isFirst ? { width: address.width, first: address.value, bits: Number(bits) } : null;
}

/** `192.168` is `192.168.0.0`. */
function filledUp(text: string): string {
  const octets = text.split(".");
  return octets.length < 4 ? [...octets, "0", "0", "0"].slice(0, 4).join(".") : text;
}

function readAddress(text: string): Address | null {
  const mapped = /^::ffff:([\d.]+)$/i.exec(text)?.[1] ?? text;
  const four = readOctets(mapped);
  if (four !== null) return { width: 32, value: four };
  const six = text.includes(":") ? readGroups(text) : null;
  return six === null ? null : { width: 128, value: six };
}

function readOctets(text: string): bigint | null {
  const octets = text.split(".");
  const isFour =
    octets.length === 4 && octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256);
  return isFour ? octets.reduce((sum, octet) => (sum << 8n) + BigInt(octet), 0n) : null;
}

/** RFC 4291 §2.2. */
function readGroups(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
