/**
 * What happens to which mail on a list, as two small tables: posts (kind of mail × sender) and members (which
 * keys × how they get it). Made by the evaluators that decide about real posts; what makes no difference on a
 * list makes no row.
 */
import type { Scheme } from "#base";
import type { ListSettings } from "#config";
import { familiesFor, SCHEMES, usesKeys } from "../families.ts";
import { type Mail, type MailForm, mailOutcome, type MailOutcome, type Sender } from "./mail-outcome.ts";
import { ALL_KEYS } from "../plan/missing-list-keys.ts";
import { type MemberKeys, memberOutcome, type MemberOutcome } from "./member-outcome.ts";

export interface MailRow<Cell> {
  readonly form: MailForm;
  /** null: in both families alike. */
  readonly family: Scheme | null;
  readonly cells: readonly { readonly from: Sender; readonly cell: Cell }[];
}

export interface MemberRow<Cell> {
  /** All members who get the same. */
  readonly keys: readonly MemberKeys[];
  readonly cell: Cell;
}

export interface OutcomeTable {
  readonly posts: readonly MailRow<MailOutcome>[];
  readonly members: readonly MemberRow<MemberOutcome>[];
}

export interface Change<Cell> {
  readonly before: Cell;
  readonly after: Cell;
}

/** Only what differs. */
export interface OutcomeChanges {
  readonly posts: readonly MailRow<Change<MailOutcome>>[];
  readonly members: readonly MemberRow<Change<MemberOutcome>>[];
}

/** @param ownKeys what the list has keys of its own for */
export function outcomeTable(settings: ListSettings, ownKeys = ALL_KEYS): OutcomeTable {
  return {
    posts: mailRows([settings], ["member", "outsider"], (mail) => mailOutcome(settings, mail, ownKeys)),
    members: memberRows((keys) => memberOutcome(settings, keys, ownKeys)),
  };
}

export function outcomeChanges(
  before: ListSettings,
  after: ListSettings,
  ownKeys = ALL_KEYS,
): OutcomeChanges {
  const posts = mailRows([before, after], ["member", "keyless", "outsider"], (mail) => ({
    before: mailOutcome(before, mail, ownKeys),
    after: mailOutcome(after, mail, ownKeys),
  }));
  const members = memberRows((keys) => ({
    before: memberOutcome(before, keys, ownKeys),
    after: memberOutcome(after, keys, ownKeys),
  }));
  return {
    posts: withoutIdle(posts)
      .map((row) => ({ ...row, cells: row.cells.filter(({ cell }) => differs(cell)) }))
      .filter(({ cells }) => cells.length > 0),
    members: members.filter(({ cell }) => differs(cell)),
  };
}

function mailRows<Cell>(
  all: readonly ListSettings[],
  senders: readonly Sender[],
  cellOf: (mail: Mail) => Cell,
): MailRow<Cell>[] {
  return formsOf(all).flatMap(([form, schemes]) => {
    const variants: MailRow<Cell>[] = schemes.map((family) => ({
      form,
      family,
      cells: senders.map((from) => ({ from, cell: cellOf({ form, scheme: family, from }) })),
    }));
    const [first, second] = variants;
    const alike = first !== undefined && second !== undefined && same(first.cells, second.cells);
    return alike ? [{ ...first, family: null }] : variants;
  });
}

/** The kinds of mail that make a difference somewhere, each with the families that it comes in. */
function formsOf(all: readonly ListSettings[]): readonly (readonly [MailForm, readonly Scheme[]])[] {
  if (!all.some(usesKeys)) return [["plain", SCHEMES]];
  const opened = SCHEMES.filter((one) => all.some((each) => familiesFor(each, "post_encrypt").includes(one)));
  const forms: readonly MailForm[] = ["plain", "signed", "sealed", "both"];
  return [...forms.map((form) => [form, SCHEMES] as const), ["other-key", opened]];
}

/** A member without a known key is named only where that differs from members and from outsiders. */
function withoutIdle<Cell>(rows: readonly MailRow<Cell>[]): readonly MailRow<Cell>[] {
  const cellFor = (row: MailRow<Cell>, from: Sender) => row.cells.find((one) => one.from === from)?.cell;
  const isAs = (other: Sender) => rows.every((row) => same(cellFor(row, "keyless"), cellFor(row, other)));
  if (!isAs("member") && !isAs("outsider")) return rows;
  return rows.map((row) => ({ ...row, cells: row.cells.filter(({ from }) => from !== "keyless") }));
}

const MEMBERS: readonly MemberKeys[] = ["openpgp", "smime", "both", "none"];

function memberRows<Cell>(cellOf: (keys: MemberKeys) => Cell): MemberRow<Cell>[] {
  const rows = MEMBERS.map((keys) => ({ keys, cell: cellOf(keys) }));
  const groups = Map.groupBy(rows, ({ cell }) => JSON.stringify(cell));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ keys: group.map(({ keys }) => keys), cell: first.cell }];
  });
}

function differs<Cell>({ before, after }: Change<Cell>): boolean {
  return !same(before, after);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
