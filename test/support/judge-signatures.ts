/** What a verifier says of DKIM signatures and of the ARC chain in a mail, given the records that domains publish. */
import { arc } from "mailauth/lib/arc/index.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";

export interface Judged {
  /** `result d=domain s=selector` of each signature, from the top. */
  readonly dkim: readonly string[];
  /** `none`, `pass` or `fail`. */
  readonly arc: string;
}

/** Text by name, as `startDns` takes it; may be changed while a server runs. */
export type TxtRecords = Record<string, string | null>;

export async function judgeSignatures(message: Uint8Array, records: TxtRecords): Promise<Judged> {
  const resolver = async (name: string): Promise<string[][]> => {
    const record = records[name.toLowerCase()] ?? null;
    if (record === null) throw Object.assign(new Error(`no ${name}`), { code: "ENOTFOUND" });
    return [[record]];
  };
  const found = await dkimVerify(Buffer.from(message), {
    resolver,
    strict: true,
    curTime: new Date(8.64e15 / 100),
  });
  const chain = await arc(found.arc as Parameters<typeof arc>[0], { resolver, strict: true });
  return {
    dkim: found.results
      // Of an unsigned message it says that there is none.
      .filter(({ signingDomain }) => signingDomain !== undefined)
      .map((one) => `${one.status.result} d=${one.signingDomain} s=${one.selector}`),
    arc: chain.status.result,
  };
}
