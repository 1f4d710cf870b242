/** What somebody wants, as far as it was understood: an operation with its input, about one list and one address. */
import type { z } from "zod";
import type { EmailAddress } from "#base";
import type { AnyOperation, Operation } from "#operations";
import type { Language } from "#i18n";
import type { StoredList } from "#store";

export interface Wish {
  readonly list: StoredList;
  /** Who may have it is asked under this name: a function of scenarios, or `moderate`, `own`. */
  readonly function: string;
  /** Whom it is about. */
  readonly email: EmailAddress;
  readonly wanted: Wanted;
  readonly input: unknown;
}

/** An operation that a command runs, and what its answer says. */
export interface Wanted {
  readonly operation: AnyOperation;
  /** Of the value that the operation gave. */
  tell(value: unknown, about: { readonly language: Language; readonly list: StoredList }): readonly string[];
}

export function wanted<Schema extends z.ZodType, Output>(
  operation: Operation<Schema, Output>,
  tell: (
    value: Output,
    about: { readonly language: Language; readonly list: StoredList },
  ) => readonly string[],
): Wanted & { readonly operation: Operation<Schema, Output> } {
  return { operation, tell: (value, about) => tell(value as Output, about) };
}
