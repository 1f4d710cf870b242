import type { CheckResult } from "#domains";

const WORD = /^[a-z][a-z0-9-]*$/;
const TOKEN = /^[\w!#$%&'*+.^`{|}~-]+$/;
const QUOTABLE = /^[ -~]*$/;

/** `dkim=pass header.d=example.org` (RFC 8601 §2.2), in ASCII; "" for what cannot be said so. */
export function resultText({ method, result, properties }: CheckResult): string {
  if (!WORD.test(method) || !WORD.test(result)) return "";
  const said = properties.flatMap(([name, value]) => {
    const written = valueText(value);
    return written === null ? [] : [`${name}=${written}`];
  });
  return [`${method}=${result}`, ...said].join(" ");
}

function valueText(value: string): string | null {
  if (TOKEN.test(value)) return value;
  return value !== "" && value.length < 256 && QUOTABLE.test(value) && !/["\\;]/.test(value)
    ? `"${value}"`
    : null;
}
