/**
 * Expected outcomes are values (STYLE.md): a parser that refuses, a key that cannot be used.
 * Exceptions stay for bugs and broken I/O.
 */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
