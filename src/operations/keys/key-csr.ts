import { z } from "zod";
import { type Fingerprint, ok } from "#base";
import { requestCertificate } from "#keys";
import { insertRequestedKey } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

export interface RequestedCertificate {
  /** PKCS#10 (RFC 2986) as PEM. */
  readonly request: string;
  /** SHA-256 of the public key. */
  readonly fingerprint: Fingerprint;
}

export const keyCsr = operation({
  name: "key.csr",
  summary: "Make a key for a list and ask an authority for its certificate",
  input: z.strictObject({ list: address, kind: z.enum(["ec", "rsa"]).default("rsa") }),
  async run({ db, clock }, wanted) {
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const commonName = Array.from(list.displayName || list.address)
      .slice(0, 64)
      .join("");
    const made = await requestCertificate({ address: list.address, commonName, kind: wanted.kind });
    const { fingerprint, secret, request } = made;
    await db.transact((tx) =>
      insertRequestedKey(tx, { listId: list.id, fingerprint, secret, at: clock.now() }),
    );
    return ok<RequestedCertificate>({ request, fingerprint });
  },
});
