/** A bar on standard error that is drawn over itself and gone when the work is done. */
import type { OnProgress, Terminal } from "../cli-ports.ts";

const WIDTH = 30;
const CLEAR_LINE = "\r\u{1b}[K";

export interface ProgressLine {
  readonly onProgress: OnProgress;
  readonly done: () => void;
}

export function progressLine(terminal: Terminal, what: string): ProgressLine {
  let shown = "";
  const onProgress: OnProgress = (done, total) => {
    const text = progressText(what, done, total);
    if (text === shown) return;
    shown = text;
    terminal.note(CLEAR_LINE + text);
  };
  const done = () => {
    if (shown !== "") terminal.note(CLEAR_LINE);
  };
  return { onProgress, done };
}

function progressText(what: string, done: number, total: number): string {
  const part = total <= 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(part * WIDTH);
  const bar = "#".repeat(full) + ".".repeat(WIDTH - full);
  return `${what} [${bar}] ${done}/${total}`;
}
