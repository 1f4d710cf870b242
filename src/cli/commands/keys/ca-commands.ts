/** `conclave ca …`: a certificate authority of one's own, for groups that have none. */
import { type CommandUnknownOpts, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { inGroups } from "#base";
import { caInit, caIssue, caRevoke, caShow, type IssuedFiles } from "#operations";
import { addTrust } from "./ca-trust-command.ts";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { newPassphrase, readKeyFile } from "../../read/read-input.ts";
import { type Session, usageError } from "../../session.ts";
import { authorityLines, issuedLines, revocationListPem } from "../../show/show-authority.ts";
import { mustBeNew, writeNewFile } from "../../read/write-new-file.ts";

export const addCaCommands: AddCommands = (program, open) => {
  const ca = program.command("ca").description("Make certificates for a small group");
  addInit(ca, open);
  addIssue(ca, open);
  addRevoke(ca, open);
  addShow(ca, open);
  addTrust(ca, open);
};

const KINDS = ["ec", "rsa"] as const;

function days(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError("Give a number of days.");
  return Number(text);
}

function addInit(ca: CommandUnknownOpts, open: OpenSession): void {
  ca.command("init")
    .description("Make a certificate authority; its key stays sealed in the database")
    .argument("<name>", "what it is called, here and in its certificate")
    .addOption(
      new Option("--kind <kind>", "P-256 or RSA with 3072 bits").choices(KINDS).default("ec" as const),
    )
    .option("--days <days>", "how long it is good", days, 3650)
    .option("--domain <domain...>", "vouch for addresses of these mail domains only")
    .action(async (name, options, command) => {
      const session = open(command);
      const { kind, days: good, domain: domains = [] } = options;
      const made = await session.run(caInit, { name, kind, days: good, domains });
      session.print(made, (one) => authorityLines([one]));
      session.hint("Give it to members' programs: conclave ca show --pem");
      session.hint("Have a list trust it, with that in a file: conclave ca trust FILE --list LIST");
    });
}

function addIssue(ca: CommandUnknownOpts, open: OpenSession): void {
  ca.command("issue")
    .description("Issue a certificate for an address, with a new key or for a request")
    .argument("<address>", "whom it names")
    .option("--ca <name>", "which authority; needed if there are several")
    .option("--name <name>", "the person's name in the certificate")
    .option("--p12 <file>", "make a key for them, into a new PKCS#12 file; the server keeps none of it")
    .option("--passphrase-file <file>", "holds the passphrase of that file; else it is asked for")
    .addOption(new Option("--kind <kind>", "of the new key").choices(KINDS).default("rsa" as const))
    .option("--csr <file>", "their own request (PKCS#10; -: standard input)")
    .option("--list <list>", "bind it to this member of the list at once")
    .option("--replace", "in place of the member's present certificate")
    .option("--days <days>", "how long it is good", days, 730)
    .action(async (address, options, command) => {
      const { ca: from, name, list, kind, days: good } = options;
      if ((options.p12 === undefined) === (options.csr === undefined))
        throw usageError("Give either --p12 FILE or --csr FILE.");
      const session = open(command);
      const plan = { address, ca: from, name, list, kind, days: good, replace: options.replace === true };
      if (options.csr !== undefined) {
        const request = await readKeyFile(session.terminal, options.csr);
        printIssued(session, await session.run(caIssue, { ...plan, request }));
      } else {
        await mustBeNew(options.p12 ?? "");
        const passphrase = await newPassphrase(session.terminal, options.passphraseFile);
        const issued = await session.run(caIssue, { ...plan, passphrase });
        await writeNewFile(options.p12 ?? "", Buffer.from(issued.pkcs12 ?? "", "base64"));
        printIssued(session, { ...issued, pkcs12: null });
        session.hint(`The key is in ${options.p12} and nowhere else. Tell the passphrase by another way.`);
      }
    });
}

function printIssued(session: Session, issued: IssuedFiles): void {
  session.print(issued, ({ chain }) => chain.trimEnd());
  session.hint(inGroups(issued.fingerprint));
  if (issued.boundOn !== null) session.hint(`Bound to ${issued.address} on ${issued.boundOn}.`);
}

function addRevoke(ca: CommandUnknownOpts, open: OpenSession): void {
  ca.command("revoke")
    .description("Take a certificate back: it counts nowhere from now on")
    .argument("<which>", "fingerprint, or an address for all its certificates")
    .option("--ca <name>", "which authority; needed if there are several")
    .action(async (which, { ca: by }, command) => {
      const session = open(command);
      session.print(await session.run(caRevoke, { which, ca: by }), issuedLines);
      session.hint("For programs outside, give them the new list: conclave ca show --crl");
    });
}

function addShow(ca: CommandUnknownOpts, open: OpenSession): void {
  ca.command("show")
    .description("Show authorities and what they issued, or print a root and its revocation list")
    .argument("[name]", "which authority; none: all")
    .option("--pem", "print the certificate, for programs that shall trust it")
    .option("--crl", "print the revocation list (PEM)")
    .action(async (name, { pem, crl }, command) => {
      const session = open(command);
      session.print(await session.run(caShow, { name }), (shown) => {
        const texts = shown.flatMap((one) => [
          ...(pem === true ? [one.certificate.trimEnd()] : []),
          ...(crl === true ? [revocationListPem(one)] : []),
        ]);
        return texts.length > 0 ? texts.join("\n") : authorityLines(shown);
      });
    });
}
