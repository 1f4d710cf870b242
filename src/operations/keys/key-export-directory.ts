import { z } from "zod";
import { type MemberId, ok } from "#base";
import { publicKeyText } from "#keys";
import { keysOfMembers, memberPage, type Reader, type StoredList, type StoredMemberKey } from "#store";
import { type CertificateUse, certificateFileName } from "./certificate-file-name.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

export interface CertificateFile {
  readonly name: string;
  /** PEM. */
  readonly text: string;
}

const PAGE = 200;

export const keyExportDirectory = operation({
  name: "key.export-directory",
  summary: "Give the certificates of a list's members as files of a site directory",
  input: z.strictObject({ list: address }),
  async run({ db }, wanted) {
    const files = await db.read(async (tx) => filesOf(tx, await wantedList(tx, wanted.list)));
    return ok(files);
  },
});

async function filesOf(tx: Reader, list: StoredList): Promise<readonly CertificateFile[]> {
  const files: CertificateFile[] = [];
  let after: MemberId | undefined;
  for (;;) {
    const page = await memberPage(tx, { listId: list.id, after, limit: PAGE });
    const addresses = new Map(page.map((member) => [member.id, member.address]));
    for (const key of await keysOfMembers(tx, [...addresses.keys()])) {
      const who = addresses.get(key.memberId);
      if (key.scheme !== "smime" || who === undefined) continue;
      files.push({
        name: certificateFileName(who, useOf(key)),
        text: await publicKeyText("smime", key.publicKey),
      });
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return files;
  }
}

/** What the certificate is made for, in date or not. */
function useOf({ description: { cannotSign, cannotEncrypt } }: StoredMemberKey): CertificateUse {
  if (cannotEncrypt === "key-cannot-encrypt") return "sign";
  return cannotSign === "key-cannot-sign" ? "enc" : "both";
}
