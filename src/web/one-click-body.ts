/** The body of the POST that RFC 8058 §3.2 describes, as mail programs and the button on our page send it. */
import { type Bytes, fromLatin1 } from "#base";

export const ONE_CLICK = { name: "List-Unsubscribe", value: "One-Click" } as const;

const FORM_DATA = /\bname="?List-Unsubscribe"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i;

/** `application/x-www-form-urlencoded` or `multipart/form-data`, whichever it says that it is. */
export function saysOneClick(contentType: string, body: Bytes): boolean {
  const text = fromLatin1(body);
  if (/^multipart\/form-data\b/i.test(contentType)) return FORM_DATA.test(text);
  return new URLSearchParams(text.trim()).get(ONE_CLICK.name) === ONE_CLICK.value;
}
