/** Every file under test/corpus that is no more than a test can read a thousand times, and the keys among them. */
import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Bytes, fromLatin1 } from "#base";

const CORPUS = join(import.meta.dirname, "../corpus");
const MOST_OCTETS = 200_000;
const ABOUT = /^(?:SOURCE\.txt|LICENSE.*|README|AUTHORS|CONTRIBUTORS)$|\.json$/;

export interface CorpusInput {
  /** Relative to test/corpus. */
  readonly path: string;
  readonly octets: Bytes;
  readonly kind: "message" | "key" | "secret" | "anchor";
}

const SECRET = /PRIVATE KEY|\.(?:p12|priv|key\.der|pri)$|secret|tsk\.asc$|\.sec\.asc$|-sk\.asc$/;
const KEY = /BEGIN (?:PGP PUBLIC KEY|CERTIFICATE)|\.(?:crt\.der|cer|pub\.asc|pgp|key|crt)$/;
const ANCHOR = /root-certificate|smroot|RootCA|CarlRSASelf/;

export function corpusInputs(): readonly CorpusInput[] {
  return globSync("**/*", { cwd: CORPUS })
    .filter((path) => !ABOUT.test(basename(path)))
    .map((path) => ({ path, file: statSync(join(CORPUS, path)) }))
    .filter(({ file }) => file.isFile() && file.size > 0 && file.size <= MOST_OCTETS)
    .map(({ path }) => path)
    .sort()
    .map((path) => {
      const octets = readFileSync(join(CORPUS, path));
      return { path, octets, kind: kindOf(path, octets) };
    });
}

function kindOf(path: string, octets: Bytes): CorpusInput["kind"] {
  const told = `${fromLatin1(octets.subarray(0, 2000))}\n${path}`;
  const isMessage = /\.(?:eml|msg|txt|xml)$/.test(path);
  if (ANCHOR.test(path)) return "anchor";
  if (isMessage) return "message";
  if (SECRET.test(told)) return "secret";
  return KEY.test(told) ? "key" : "message";
}
