import { z } from "zod";
import { AppError, type Bytes, type EmailAddress, ok } from "#base";
import { bindMemberKey, type Bound } from "#keys";
import { addressInFileName } from "./certificate-file-name.ts";
import { address, file } from "../input.ts";
import { prepareKey } from "../members/new-member.ts";
import { noteReturn } from "../held/note-return.ts";
import { type Context, operation } from "../operation.ts";
import { orRefuse, wantedList, wantedMember } from "../wanted.ts";

export interface ImportedCertificate {
  /** The file. */
  readonly name: string;
  /** null: `problem` says why not. */
  readonly did: Bound | null;
  readonly problem: string | null;
}

const input = z.strictObject({
  list: address,
  files: z.array(z.strictObject({ name: z.string().max(1000), file })).max(500),
  /** In place of the members' present certificates. */
  replace: z.boolean().default(false),
});

/** One file's trouble is not another's. */
export const keyImportDirectory = operation({
  name: "key.import-directory",
  summary: "Bind the certificates of a site directory to the members of a list",
  input,
  async run(context, { list, files, replace }) {
    await context.db.read((tx) => wantedList(tx, list));
    const imported: ImportedCertificate[] = [];
    for (const [place, { name, file: content }] of files.entries()) {
      imported.push(await importOne(context, { list, name, content, replace }));
      context.progress(place + 1, files.length);
    }
    return ok(imported);
  },
});

interface OneFile {
  readonly list: EmailAddress;
  readonly name: string;
  readonly content: Bytes;
  readonly replace: boolean;
}

async function importOne(context: Context, one: OneFile): Promise<ImportedCertificate> {
  const { name } = one;
  const who = addressInFileName(name);
  if (who === null) return { name, did: null, problem: "The name is no address." };
  try {
    return { name, did: await bindFile(context, who, one), problem: null };
  } catch (thrown) {
    if (thrown instanceof AppError) return { name, did: null, problem: thrown.publicText };
    throw thrown;
  }
}

async function bindFile(
  { db, clock, wake }: Context,
  who: EmailAddress,
  { list, content, replace }: OneFile,
): Promise<Bound> {
  const at = clock.now();
  const key = await prepareKey({ file: content, confirmAddress: false }, who, at);
  return db.transact(async (tx) => {
    const member = await wantedMember(tx, await wantedList(tx, list), who);
    const did = orRefuse(await bindMemberKey(tx, { member, key, source: "owner", replace, at }));
    await noteReturn(tx, member, { key: key.description.fingerprint, at });
    tx.onCommit(wake);
    return did;
  });
}
