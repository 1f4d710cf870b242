/**
 * `conclave serve` as a supervisor starts it: without the command line, whose commands and parser a server would keep in
 * memory for good. Every other line of words, and whatever is wrong with one, is the command line's.
 */
import type { CliPorts } from "#cli";

/** The words `serve` and at most `--data FOLDER`; null: other words. */
export function wordsOfServe(words: readonly string[]): { readonly folder?: string } | null {
  const at = words.indexOf("--data");
  const folder = at < 0 ? undefined : words[at + 1];
  const others = at < 0 ? words : words.toSpliced(at, 2);
  if (others.length !== 1 || others[0] !== "serve") return null;
  if (at >= 0 && (folder === undefined || folder.startsWith("-"))) return null;
  return folder === undefined ? {} : { folder };
}

/** The exit status when the server has ended. */
export async function serveAlone(folder: string | undefined, ports: CliPorts): Promise<number> {
  try {
    await ports.site(folder).serve();
    return 0;
  } catch (thrown) {
    const { reportThrown } = await import("#cli");
    return reportThrown(thrown, ports.terminal, false);
  }
}
