import { z } from "zod";
import { AppError, type EmailAddress, ok, view } from "#base";
import { bindMemberKey, issue, type Issued, lockedSecretFile, type PreparedKey, publicKeyText } from "#keys";
import { authoritySecret, insertIssued, type Transactor } from "#store";
import { type IssuedView, issuedView } from "./authority-view.ts";
import { address, file } from "../input.ts";
import { prepareKey } from "../members/new-member.ts";
import { noteReturn } from "../held/note-return.ts";
import { operation } from "../operation.ts";
import { orRefuse, wantedList, wantedMember } from "../wanted.ts";
import { wantedAuthority } from "./wanted-authority.ts";

export interface IssuedFiles extends IssuedView {
  /** PEM: the certificate, then the authority's. */
  readonly chain: string;
  /** The new private key with its chain, in base64; null: the holder has it. */
  readonly pkcs12: string | null;
  /** The list on which it is bound to its holder. */
  readonly boundOn: string | null;
}

const input = z.strictObject({
  ca: z.string().max(64).optional(),
  address,
  /** Stands in the certificate; absent: the address. */
  name: z.string().trim().max(64).default(""),
  days: z.int().min(1).max(3650).default(730),
  kind: z.enum(["ec", "rsa"]).default("rsa"),
  /** A request for a key that the holder made (PKCS#10); else a passphrase for a new one. */
  request: file.optional(),
  passphrase: z.string().min(1).max(1000).optional(),
  /** Binds it to this member at once. */
  list: address.optional(),
  replace: z.boolean().default(false),
});

export const caIssue = operation({
  name: "ca.issue",
  summary: "Issue a certificate for a mail address",
  input,
  async run({ db, clock, random, wake }, wanted) {
    const { request, passphrase, ca, name, list, replace, ...plan } = wanted;
    const at = clock.now();
    const { authority, secret } = await db.read(async (tx) => {
      const found = await wantedAuthority(tx, ca);
      return { authority: found, secret: await authoritySecret(tx, found) };
    });
    const key = request === undefined ? { kind: wanted.kind } : { request };
    if (request === undefined && passphrase === undefined) throw noWayOut();
    const commonName = name === "" ? plan.address : name;
    const issued = orRefuse(await issue({ ...plan, authority, secret, commonName, key, at, random }));
    const holder = issued.holder;
    const locked =
      holder === null || passphrase === undefined ? null : await lockedSecretFile(holder, passphrase, random);
    const chain = await publicKeyText("smime", issued.row.certificate, [authority.certificate]);
    const own = { file: issued.row.certificate, confirmAddress: false };
    const binding =
      list === undefined ? null : { list, replace, at, key: await prepareKey(own, wanted.address, at) };
    await db.transact(async (tx) => {
      await insertIssued(tx, authority.id, issued.row);
      if (binding !== null) await bind(tx, issued, binding);
      tx.onCommit(wake);
    });
    return ok<IssuedFiles>({
      ...issuedView({ ...issued.row, revokedAt: null }),
      chain,
      pkcs12: locked === null ? null : view(locked).toString("base64"),
      boundOn: list ?? null,
    });
  },
});

interface Binding {
  readonly list: EmailAddress;
  readonly key: PreparedKey;
  readonly replace: boolean;
  readonly at: Date;
}

async function bind(tx: Transactor, { row }: Issued, { list, key, replace, at }: Binding): Promise<void> {
  const stored = await wantedList(tx, list);
  const member = await wantedMember(tx, stored, row.address);
  orRefuse(await bindMemberKey(tx, { member, key, source: "owner", replace, at }));
  await noteReturn(tx, member, { key: row.fingerprint, at });
}

function noWayOut(): AppError {
  const publicText =
    "Say where the new private key goes (--p12 FILE), or give a request for the member's own (--csr FILE).";
  return new AppError({ code: "bad-input", publicText });
}
