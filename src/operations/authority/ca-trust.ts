import { z } from "zod";
import { AppError, type Bytes, type EmailAddress, ok, utcDay } from "#base";
import { listSettings } from "#config";
import { readAuthorityFile, type TrustedAuthority } from "#keys";
import { updateList } from "#store";
import { address, file, nameUpTo } from "../input.ts";
import { settingsOf, storableSettings } from "../lists/list-settings-of.ts";
import { type Context, operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

export interface TrustedBundle {
  /** The list that trusts them; null: it is for whoever writes it into a file. */
  readonly list: EmailAddress | null;
  readonly authorities: readonly { readonly fingerprint: string; readonly name: string }[];
  /** The list named no authority of its own before: those of the site counted there, and do not any more. */
  readonly endsSite: boolean;
  /** Certificates that may vouch for nobody, or not any more. */
  readonly leftOut: number;
  /** PEM, with the day and the name of what was taken in above. */
  readonly text: string;
}

const input = z.strictObject({
  /** What it is called: taken in again, it takes its own place. */
  name: nameUpTo(100).pipe(z.string().min(1)),
  files: z.array(file).min(1).max(1000),
  list: address.optional(),
});

/** Nobody is trusted who was not named: there is no list of authorities that comes along. */
export const caTrust = operation({
  name: "ca.trust",
  summary: "Trust the authorities in files, on a list or for the site",
  input,
  async run(context, { name, files, list }) {
    const at = context.clock.now();
    const { authorities, leftOut } = await authoritiesIn(files, at);
    const text = blockOf(name, authorities, at);
    const endsSite = list !== undefined && (await trustOn(context, list, { name, text }));
    const named = authorities.map(({ fingerprint, name: subject }) => ({ fingerprint, name: subject }));
    return ok<TrustedBundle>({ list: list ?? null, authorities: named, endsSite, leftOut, text });
  },
});

async function authoritiesIn(files: readonly Bytes[], at: Date) {
  const found = new Map<string, TrustedAuthority>();
  let leftOut = 0;
  for (const content of files) {
    const read = await readAuthorityFile(content, at);
    leftOut += read?.leftOut ?? 0;
    for (const one of read?.authorities ?? []) found.set(one.fingerprint, one);
  }
  if (found.size === 0) throw noAuthority();
  return { authorities: [...found.values()], leftOut };
}

function blockOf(name: string, authorities: readonly TrustedAuthority[], at: Date): string {
  const head = `# ${name}: taken in ${utcDay(at)}, ${authorities.length} authorities`;
  const each = authorities.map(({ name: subject, pem }) => `# ${oneLine(subject)}\n${pem.trimEnd()}`);
  return `${[head, ...each, `# ${name}: end`].join("\n")}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").replaceAll("-----", "");
}

/** Beside what it trusts already. @returns whether it named no authority of its own before */
async function trustOn(
  { db, wake }: Context,
  wanted: EmailAddress,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<boolean> {
  return db.transact(async (tx) => {
    const list = await wantedList(tx, wanted);
    const before = settingsOf(list);
    const others = withoutBlock(before.smime_ca, name).trimEnd();
    const smime_ca = others === "" ? text : `${others}\n${text}`;
    if (smime_ca.length > 1_000_000) throw tooLarge();
    await updateList(tx, list.id, { settings: storableSettings(listSettings({ ...before, smime_ca })) });
    tx.onCommit(wake);
    return before.smime_ca.trim() === "" && before.cafile === "" && before.capath === "";
  });
}

/** The bundle of that name, taken in before. */
function withoutBlock(pem: string, name: string): string {
  const lines = pem.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`# ${name}: taken in `));
  const to = lines.indexOf(`# ${name}: end`, from);
  return from < 0 || to < 0 ? pem : [...lines.slice(0, from), ...lines.slice(to + 1)].join("\n");
}

function noAuthority(): AppError {
  const publicText =
    "There is no certificate of an authority in it. PEM, DER and Mozilla's certdata.txt are understood.";
  return new AppError({ code: "bad-data", publicText });
}

function tooLarge(): AppError {
  const publicText =
    "That is more than a list's settings hold. Take it in without --list, and name the file as the list's cafile.";
  return new AppError({ code: "too-large", publicText });
}
