/** Names in one line, and how many more there are. */
export function andMore(names: readonly string[], more: number): string {
  return `${names.join(", ")}${more > 0 ? `, +${more}` : ""}`;
}
