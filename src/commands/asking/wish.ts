/** What somebody wants, as far as it was understood: an operation with its input, about one list and one address. */
import type { EmailAddress } from "#base";
import type { AnyOperation, Context, Outcome } from "#operations";
import type { StoredList } from "#store";
import type { Desk } from "../desk.ts";

export interface Wish {
  readonly list: StoredList;
  /** Who may have it is asked under this name: a function of scenarios, or `moderate`, `own`. */
  readonly function: string;
  /** Whom it is about. */
  readonly email: EmailAddress;
  /** The number of the message that it is about; absent: about none. */
  readonly message?: number;
  readonly wanted: Wanted;
  readonly input: object;
  /** Lists without keys where the same is wanted, of which the same person would be asked: one question is put for all. */
  readonly others?: readonly StoredList[];
}

interface About extends Pick<Desk, "language" | "voiceIn"> {
  readonly list: StoredList;
  /** What the operation was given. */
  readonly input: object;
}

/** What its input says besides, where it is to go another way than usual. */
export interface Manners {
  /** Whom it is about is not written to. */
  readonly quietly?: object;
  /** The owners are told. */
  readonly notifying?: object;
}

/** Whom it is about gets a mail that says it, whatever is answered. */
type IsWritten<Output> = (value: Output, input: object) => boolean;

/** An operation that a command runs, and what its answer says. */
export interface Wanted extends Manners {
  readonly operation: AnyOperation;
  /** Of the value that the operation gave. */
  tell(value: unknown, about: About): readonly string[];
  readonly isWritten: IsWritten<unknown>;
}

interface Giving<Output> extends AnyOperation {
  invoke(context: Context, raw: unknown): Promise<Outcome<Output>>;
}

export function wanted<Output>(
  operation: Giving<Output>,
  tell: (value: Output, about: About) => readonly string[],
  { isWritten, ...manners }: Manners & { readonly isWritten?: IsWritten<Output> } = {},
): Wanted {
  return {
    ...manners,
    operation,
    tell: (value, about) => tell(value as Output, about),
    isWritten: (value, about) => isWritten?.(value as Output, about) ?? false,
  };
}
