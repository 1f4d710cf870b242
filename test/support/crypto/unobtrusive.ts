/** Messages whose signature stands in a header field of their only part (draft-ietf-mailmaint-unobtrusive-signatures). */
import { type Bytes, concatBytes, latin1, view } from "#base";
import { composePart } from "#mime";
import * as openpgp from "#openpgp";
import { type Correspondent, NOW } from "../programs/correspondents.ts";

/** One field, folded as mail programs do it. */
export function sigField(signature: Bytes, type = "p"): string {
  const lines = view(signature)
    .toString("base64")
    .match(/.{1,64}/g);
  return `Sig: t=${type}; b=${(lines ?? []).join("\r\n ")}\r\n`;
}

/** The multipart around the fields and the part; what stands behind the part belongs to the boundary. */
export function wrapped(fields: string, part: Bytes | string, ...others: readonly string[]): Bytes {
  const octets = typeof part === "string" ? latin1(part) : part;
  const more = others.map((other) => `--sig\r\n${other}\r\n`).join("");
  const body = concatBytes(latin1(`--sig\r\n${fields}`), octets, latin1(`\r\n${more}--sig--\r\n`));
  return composePart({ fields: [["Content-Type", 'multipart/mixed; boundary="sig"']], body });
}

/** A detached OpenPGP signature, binary. */
export async function detached(by: Correspondent, content: Bytes): Promise<Bytes> {
  const { signature } = await openpgp.signDetached({ content, signWith: by.secret, at: NOW });
  const base64 = signature.split(/\r?\n\r?\n/)[1]?.split(/\r?\n(?:=|--)/)[0] ?? "";
  return Buffer.from(base64, "base64");
}
