/** Reference page of what `conclave inspect` prints. */
import { FORM_PROBLEMS, KEY_FILE_PROBLEMS, VERDICT_WORDS } from "#inspect";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";

const FIELDS: readonly (readonly [string, string])[] = [
  ["file", "The file as it was named; `-` is standard input."],
  ["message", "Place in an mbox, from 1; `null` for a file that is one message."],
  [
    "layers",
    "From the outside to the inside: `kind` (`encrypted`, `signed`), `scheme` (`openpgp`, `smime`), `opened`, `why` not, `recipients`: whom an encryption names (OpenPGP key ids or fingerprints; subject key identifiers, or serial and issuer, of certificates; `null`: a hidden one).",
  ],
  [
    "signatures",
    "One for each signature that was found, in the same order; see below. Nobody signed: empty.",
  ],
  ["author", "`address` (the From, if there is exactly one), `authentic`, and `why` not."],
  ["subject", "Decoded; from inside the protection if there is one there. `null`: it has none."],
  ["problems", "Codes: those below, and those of [why-codes](why-codes.md)."],
  [
    "keyFiles",
    "Key files of the run that were not used, or not as a whole: `file`, `option` (`--secret`, `--key`, `--ca`), `why`.",
  ],
];

const SIGNATURE_FIELDS: readonly (readonly [string, string])[] = [
  ["scheme", "`openpgp` or `smime`."],
  ["verdict", "One of the verdicts below."],
  ["why", "A code of [why-codes](why-codes.md); `null` if it is valid."],
  ["text", "Verdict and reason in words."],
  [
    "signer",
    "Fingerprint in upper-case hex: of the OpenPGP key, or SHA-256 of the certificate. `null`: not known.",
  ],
  [
    "claimedKey",
    "Fingerprint or key id that a signature by an unknown OpenPGP key names. It proves nothing.",
  ],
  ["addresses", "Addresses that the signer's key proves, lower case."],
  ["at", "The signed time, ISO 8601; `null` if there is none."],
  [
    "covers",
    "`whole`: all that people see of the message; `part`: only some of it. Only `whole` makes an author.",
  ],
];

export function inspectPage(): string {
  return markdownPage("What inspect prints", [
    "`conclave inspect --json` prints one line of JSON for each message. All fields are always there, and the codes are",
    "stable. A file that could not be judged has a line like any other; its `problems` say why.",
    "[What is wrong with this mail?](../guides/operators/inspect.md) is the guide.",
    "",
    ...pipeTable(["field", "what it says"], code(FIELDS)),
    "",
    "## Signatures",
    "",
    ...pipeTable(["field", "what it says"], code(SIGNATURE_FIELDS)),
    "",
    ...pipeTable(["verdict", "in words"], code(Object.entries(VERDICT_WORDS))),
    "",
    "## Problems",
    "",
    ...pipeTable(["code", "in words"], code(Object.entries(FORM_PROBLEMS))),
    "",
    "## Key files",
    "",
    "Why a key file was not used; other codes are those of [why-codes](why-codes.md).",
    "",
    ...pipeTable(["code", "in words"], code(Object.entries(KEY_FILE_PROBLEMS))),
  ]);
}

function code(rows: readonly (readonly [string, string])[]): readonly (readonly string[])[] {
  return rows.map(([name, means]) => [`\`${name}\``, means]);
}
