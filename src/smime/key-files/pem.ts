/** PEM blocks (RFC 7468), with whatever stands around them. */
import { type Bytes, fromLatin1 } from "#base";

export interface PemBlock {
  readonly label: string;
  /** The block as it stands in the file, for OpenSSL to read. */
  readonly text: string;
  readonly bytes: Bytes;
}

const BLOCK = /-----BEGIN ([A-Z0-9 #]{1,40})-----([^-]*(?:-[^-]+)*)-----END \1-----/g;

export function isPem(file: Bytes): boolean {
  return fromLatin1(file).includes("-----BEGIN ");
}

export function pemBlocks(file: Bytes): PemBlock[] {
  return [...fromLatin1(file).matchAll(BLOCK)].map(([text, label = "", body = ""]) => ({
    label,
    text,
    bytes: Buffer.from(body.replace(/^[A-Za-z-]+:.*$/gm, ""), "base64"),
  }));
}

/** One PEM block with lines of 64 characters. */
export function toPem(label: string, bytes: Bytes): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
