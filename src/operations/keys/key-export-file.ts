import { z } from "zod";
import { AppError, type Bytes, type EmailAddress, ok, view } from "#base";
import { KEY_FILE_FORMS, type KeyFileForm, publicKeyFile, schemeOfForm } from "#keys";
import { keysOfMembers, listCertificates, listKeys, type Reader, type StoredList } from "#store";
import { address, fingerprint } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

export interface KeyFile {
  readonly form: KeyFileForm;
  readonly fingerprints: readonly string[];
  /** Base64 of the file's octets. */
  readonly file: string;
}

interface FoundKey {
  readonly fingerprint: string;
  /** The key, or the certificate and those above it. */
  readonly parts: readonly Bytes[];
}

export const keyExportFile = operation({
  name: "key.export-file",
  summary: "Write public keys of a list or a member into a file of one form",
  input: z.strictObject({
    list: address,
    /** A member's keys instead of the list's. */
    member: address.optional(),
    form: z.enum(KEY_FILE_FORMS),
    /** Only this one. */
    fingerprint: fingerprint.optional(),
  }),
  async run({ db }, wanted) {
    const { form } = wanted;
    const found = await db.read(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      return wanted.member === undefined
        ? ofList(tx, list, form)
        : ofMember(tx, list, { who: wanted.member, form });
    });
    const keys = found.filter((key) => (wanted.fingerprint ?? key.fingerprint) === key.fingerprint);
    if (keys.length === 0) throw noKey(wanted.member ?? wanted.list, form);
    if (form === "der" && keys.length > 1) throw oneOnly(keys);
    const file = await publicKeyFile(
      form,
      keys.map(({ parts }) => parts),
    );
    const fingerprints = keys.map((key) => key.fingerprint);
    return ok({ form, fingerprints, file: view(file).toString("base64") } satisfies KeyFile);
  },
});

async function ofList(tx: Reader, list: StoredList, form: KeyFileForm): Promise<readonly FoundKey[]> {
  const scheme = schemeOfForm(form);
  const active = (await listKeys(tx, list.id)).filter((key) => key.active && key.scheme === scheme);
  return Promise.all(
    active.map(async (key) => ({
      fingerprint: key.fingerprint,
      parts: scheme === "smime" ? await listCertificates(tx, key) : [key.publicKey],
    })),
  );
}

async function ofMember(
  tx: Reader,
  list: StoredList,
  { who, form }: { readonly who: EmailAddress; readonly form: KeyFileForm },
): Promise<readonly FoundKey[]> {
  const member = await wantedMember(tx, list, who);
  const keys = await keysOfMembers(tx, [member.id]);
  return keys
    .filter(({ scheme }) => scheme === schemeOfForm(form))
    .map((key) => ({ fingerprint: key.fingerprint, parts: [key.publicKey] }));
}

function noKey(who: string, form: KeyFileForm): AppError {
  const what = schemeOfForm(form) === "openpgp" ? "OpenPGP key" : "certificate";
  return new AppError({ code: "not-found", publicText: `${who} has no such ${what}.` });
}

function oneOnly(keys: readonly FoundKey[]): AppError {
  const publicText = [
    `A file in DER holds one certificate, and there are ${keys.length}. Name one by --fingerprint, or ask for p7:`,
    ...keys.map((key) => `  ${key.fingerprint}`),
  ].join("\n");
  return new AppError({ code: "bad-input", publicText });
}
