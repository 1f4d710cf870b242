/** Files in the watched folder of certificates that could not be taken in. */
import type { CertificateFileState } from "#store";
import { type Finding, warn } from "../finding.ts";

const WORDS: Readonly<Record<string, string>> = {
  "no-address": "its name is no address, with @sign or @enc behind it where the certificate is for one use",
  "no-certificate": "it holds no certificate",
  "not-theirs": "no certificate in it names the address that the file is called by",
  "too-large": "it cannot be read, or is larger than a file of certificates may be",
  expired: "the certificate in it has expired",
};

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  "no-address": "call it by the member's address, or take it away",
  expired: "put their new certificate in its place, or take it away",
};

export function checkCertificateFiles(files: readonly CertificateFileState[]): readonly Finding[] {
  return files
    .filter(({ problem }) => problem !== "")
    .map(({ name, problem }) => {
      const text = `${name} was not taken in: ${WORDS[problem] ?? problem}`;
      return warn("x509_user_certs", text, WHAT_TO_DO[problem] ?? "correct the file or take it away");
    });
}
