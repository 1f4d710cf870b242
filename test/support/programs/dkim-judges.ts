/** Two other verifiers of DKIM and ARC: dkimpy, and Mail::DKIM in Perl. Records are given to them; they ask no DNS. */
import { spawnSync } from "node:child_process";
import type { SigningAlgorithm } from "#domains";
import { peer } from "./peers.ts";

export interface PeerVerdict {
  /** Of each signature, from the top: `pass` or something else. */
  readonly dkim: readonly string[];
  /** Of the chain. */
  readonly arc: string;
}

export interface DkimPeer {
  readonly name: string;
  readonly skip: string | false;
  /** What Debian's verifies. */
  readonly algorithms: readonly SigningAlgorithm[];
  readonly judge: (message: Uint8Array, records: Readonly<Record<string, string>>) => PeerVerdict;
}

const PYTHON = `
import sys, json, base64, dkim
given = json.load(sys.stdin)
message = base64.b64decode(given["message"])
def txt(name, timeout=5):
    record = given["records"].get(name.decode().rstrip(".").lower())
    return None if record is None else record.encode()
def verdict(nth):
    try:
        return "pass" if dkim.DKIM(message).verify(idx=nth, dnsfunc=txt) else "fail"
    except dkim.DKIMException as error:
        return "error " + str(error)
count = sum(1 for name, value in dkim.rfc822_parse(message)[0] if name.lower() == b"dkim-signature")
chain = dkim.arc_verify(message, dnsfunc=txt)[0]
print(json.dumps({"dkim": [verdict(nth) for nth in range(count)], "arc": chain.decode()}))
`;

const PERL = `
use strict; use warnings;
use JSON::PP; use MIME::Base64; use Net::DNS;
use Mail::DKIM::Verifier; use Mail::DKIM::ARC::Verifier; use Mail::DKIM::DNS;
my $given = decode_json(do { local $/; <STDIN> });
{
  no warnings 'redefine';
  *Mail::DKIM::DNS::query = sub {
    my ($name) = @_;
    my $record = $given->{records}{lc $name};
    return () unless defined $record;
    my $strings = join ' ', map { '"' . $_ . '"' } $record =~ /(.{1,255})/g;
    return Net::DNS::RR->new("$name. 60 IN TXT $strings");
  };
}
my $message = decode_base64($given->{message});
my $dkim = Mail::DKIM::Verifier->new(); $dkim->PRINT($message); $dkim->CLOSE;
my $arc = Mail::DKIM::ARC::Verifier->new(); $arc->PRINT($message); $arc->CLOSE;
print encode_json({ dkim => [map { $_->result } $dkim->signatures], arc => $arc->result });
`;

/** Debian's own, whose packages these are. */
const PYTHON_PROGRAM = "/usr/bin/python3";
const PERL_PROGRAM = "/usr/bin/perl";

export const DKIM_PEERS: readonly DkimPeer[] = [
  {
    name: "dkimpy",
    skip: peer("arcverify").skip,
    algorithms: ["rsa", "ed25519"],
    judge: judgeWith(PYTHON_PROGRAM, ["-c", PYTHON]),
  },
  {
    name: "Mail::DKIM",
    skip: peer("dkimproxy-verify").skip,
    algorithms: ["rsa"],
    judge: judgeWith(PERL_PROGRAM, ["-e", PERL]),
  },
];

function judgeWith(program: string, args: readonly string[]): DkimPeer["judge"] {
  return (message, records) => {
    const input = JSON.stringify({ message: Buffer.from(message).toString("base64"), records });
    const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: "utf8", timeout: 60_000 });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    return JSON.parse(stdout) as PeerVerdict;
  };
}

/** What dkimpy signs, for us to verify. @param privateKey PEM @param canonical `simple` or `relaxed`, of header and body */
export function signWithDkimpy(
  message: Uint8Array,
  key: { readonly privateKey: string; readonly selector: string; readonly domain: string },
  canonical: readonly [header: string, body: string],
): Buffer {
  const script = `
import sys, json, base64, dkim
given = json.load(sys.stdin)
message = base64.b64decode(given["message"])
ways = tuple(way.encode() for way in given["canonical"])
field = dkim.sign(message, given["selector"].encode(), given["domain"].encode(), given["privateKey"].encode(), canonicalize=ways)
sys.stdout.buffer.write(field + message)
`;
  const input = JSON.stringify({ ...key, canonical, message: Buffer.from(message).toString("base64") });
  const { status, stdout, stderr } = spawnSync(PYTHON_PROGRAM, ["-c", script], { input, timeout: 60_000 });
  if (status !== 0) throw new Error(`dkimpy: ${stderr.toString()}`);
  return stdout;
}
