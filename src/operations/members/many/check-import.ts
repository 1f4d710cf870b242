/** Looks at every line of an import before the first is stored, so that nothing is half done. */
import { z } from "zod";
import { addressKey, AppError, type EmailAddress } from "#base";
import { type PreparedKey, whyNotBindable } from "#keys";
import { memberByAddress } from "#store";
import { type NewMember, newMember, prepareKey } from "../new-member.ts";
import type { Context } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";

export const importLine = z.strictObject({
  /** Where it stands in the file, for the report. */
  line: z.int().positive(),
  /** Checked line by line, so that one report names all mistakes. */
  member: z.unknown(),
});

export type ImportLine = z.output<typeof importLine>;

export interface ReadyLine {
  readonly line: number;
  readonly member: NewMember;
  readonly key: PreparedKey | null;
}

/** What earlier lines named: an address or a key stands in a file once. */
type Seen = Map<string, number>;

/** @throws AppError bad-input with a line for every line that cannot be taken */
export async function checkImport(
  context: Context,
  list: EmailAddress,
  lines: readonly ImportLine[],
): Promise<readonly ReadyLine[]> {
  const ready: ReadyLine[] = [];
  const problems: string[] = [];
  const seen: Seen = new Map();
  for (const [index, line] of lines.entries()) {
    try {
      const checked = await checkLine(line, seen, context.clock.now());
      await checkKeyIsFree(context, list, checked);
      ready.push(checked);
    } catch (thrown) {
      problems.push(`line ${line.line}: ${AppError.fromUnknown(thrown).publicText}`);
    }
    context.progress(index + 1, lines.length * 2);
  }
  if (problems.length === 0) return ready;
  throw badInput(["Nobody was added. Mend these lines and import again:", ...problems].join("\n"));
}

async function checkLine({ line, member: raw }: ImportLine, seen: Seen, at: Date): Promise<ReadyLine> {
  const parsed = newMember.safeParse(raw);
  if (!parsed.success) throw badInput(parsed.error.issues.map(({ message }) => message).join("; "));
  const member = parsed.data;
  remember(seen, addressKey(member.address), line);
  const key = member.key === undefined ? null : await prepareKey(member.key, member.address, at);
  if (key !== null) remember(seen, key.description.fingerprint, line);
  return { line, member, key };
}

function remember(seen: Seen, name: string, line: number): void {
  const before = seen.get(name);
  if (before !== undefined) throw badInput(`${name} is on line ${before} already.`);
  seen.set(name, line);
}

async function checkKeyIsFree({ db }: Context, address: EmailAddress, line: ReadyLine): Promise<void> {
  const { member, key } = line;
  if (key === null) return;
  const refusal = await db.read(async (tx) => {
    const list = await wantedList(tx, address);
    const known = await memberByAddress(tx, list.id, member.address);
    const who = { listId: list.id, memberId: known?.id ?? null };
    return whyNotBindable(tx, who, key.description.fingerprint);
  });
  if (refusal !== null) throw refusal;
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}
