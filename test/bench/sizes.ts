/** The sizes of messages that are measured. */
export interface Size {
  readonly name: string;
  readonly octets: number;
  readonly rounds: number;
}

const SIZES: readonly Size[] = [
  { name: "2 kB", octets: 2000, rounds: 21 },
  { name: "1 MB", octets: 1_000_000, rounds: 7 },
  { name: "10 MB", octets: 10_000_000, rounds: 5 },
];

export function sizesOf(quick: boolean): readonly Size[] {
  return quick ? SIZES.slice(0, 1).map((size) => ({ ...size, rounds: 2 })) : SIZES;
}

const LINE = `${"x".repeat(70)}\r\n`;

/** Lines of text, about so many octets. */
export function textOf(octets: number): string {
  return LINE.repeat(Math.max(1, Math.round(octets / LINE.length)));
}
