export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
