/** What the demo says, and whether all of it held. */
import { inGroups, type Signature } from "#base";
import { whyText } from "#i18n";

export interface Report {
  step(title: string): void;
  line(text: string): void;
  /** A statement that is either true or makes the demo fail. */
  check(text: string, holds: boolean): void;
  readonly allHeld: boolean;
}

export function startReport(write: (text: string) => void): Report {
  let steps = 0;
  let failures = 0;
  return {
    step: (title) => write(`\n${++steps}. ${title}\n`),
    line: (text) => write(`   ${text}\n`),
    check: (text, holds) => {
      if (!holds) failures++;
      write(`   ${holds ? "✓" : "✗ NOT TRUE:"} ${text}\n`);
    },
    get allHeld() {
      return failures === 0;
    },
  };
}

/** A verdict in words. */
export function inWords(signature: Signature | undefined): string {
  if (signature === undefined) return "none";
  if (signature.verdict === "valid") return `valid, key ${shortened(signature.signer)}`;
  return `${signature.verdict}: ${whyText(signature.why, "en")}`;
}

/** The start of a fingerprint, in groups. */
export function shortened(fingerprint: string): string {
  return `${inGroups(fingerprint.slice(0, 16))} …`;
}
