/** Twelve of the 2,916 combinations on the whole server: what becomes of a post, and what each member gets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMessage } from "#mime";
import { type Correspondent, entity, sealed, signed } from "../support/programs/correspondents.ts";
import {
  CAROL,
  heldCodes,
  letter,
  movableClock,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

type Kind = "plain" | "signed" | "sealed" | "both";

interface Row {
  /** post_encrypt, post_sign, distrib_encrypt, distrib_sign of OpenPGP, then of S/MIME; n, y or f. */
  readonly settings: string;
  readonly by: "alice" | "bob";
  readonly kind: Kind;
  /** What Alice (OpenPGP), Bob (S/MIME) and Carol (no key) get, or what is kept. */
  readonly becomes: string;
  readonly confirmed?: true;
}

const ROWS: readonly Row[] = [
  { settings: "nnnn nnnn", by: "alice", kind: "plain", becomes: "clear clear clear" },
  { settings: "nnyn nnnn", by: "alice", kind: "plain", becomes: "pgp clear clear" },
  { settings: "nnyn nnyn", by: "bob", kind: "signed", becomes: "pgp smime clear" },
  { settings: "nnfy nnfy", by: "bob", kind: "plain", becomes: "pgp smime notice" },
  // What Bob gets is the notice: it is sealed to his key, whichever family the list seals posts in.
  { settings: "nnfn nnnn", by: "alice", kind: "signed", becomes: "pgp smime notice" },
  { settings: "nynn nnnn", by: "alice", kind: "plain", becomes: "held not-signed" },
  { settings: "nynn nnnn", by: "alice", kind: "signed", becomes: "clear clear clear" },
  { settings: "nnnn nfnn", by: "alice", kind: "signed", becomes: "refused not-signed" },
  { settings: "yyfy yyfy", by: "bob", kind: "both", becomes: "pgp smime notice" },
  { settings: "yyfy yyfy", by: "bob", kind: "sealed", becomes: "held not-signed" },
  { settings: "fnfy fnfy", by: "alice", kind: "signed", becomes: "refused not-sealed" },
  { settings: "ynny nnnn", by: "alice", kind: "both", becomes: "signed signed signed", confirmed: true },
];

for (const row of ROWS) {
  const order = row.confirmed ? ", clear copies confirmed" : "";
  test(`${row.settings}${order}, ${row.kind} by ${row.by}: ${row.becomes}`, async (t) => {
    const server = await newServer(t, { clock: movableClock() });
    const team = await sealedTeam(server, {
      ...settingsOf(row.settings),
      ...(row.confirmed ? { clear_after_decrypt: "confirmed" } : {}),
    });
    const writer = team[row.by];
    const message = letter(writer, await contentOf(row.kind, writer, team));
    await server.post({ from: writer.address, to: TEAM, message });
    const kept = await heldCodes(server);
    const became = kept.length > 0 ? kept.join() : copies(server, team).join(" ");
    assert.equal(became, row.becomes);
  });
}

const PURPOSES = ["post_encrypt", "post_sign", "distrib_encrypt", "distrib_sign"];
const WORDS: Readonly<Record<string, string>> = { n: "no", y: "yes", f: "force" };

function settingsOf(letters: string): Readonly<Record<string, string>> {
  const families = letters.split(" ");
  const entries = ["gpg", "smime"].flatMap((family, nth) =>
    PURPOSES.map(
      (purpose, at) => [`${family}_${purpose}`, WORDS[families[nth]?.[at] ?? "n"] ?? "no"] as const,
    ),
  );
  return Object.fromEntries(entries);
}

async function contentOf(kind: Kind, writer: Correspondent, team: Team): Promise<Uint8Array> {
  const text = entity("At noon?\n");
  const list = writer.secret.scheme === "openpgp" ? team.openpgp : team.smime;
  if (kind === "plain") return text;
  if (kind === "signed") return signed(writer, text);
  return sealed(list, kind === "both" ? await signed(writer, text) : text);
}

function copies(server: TestServer, { alice, bob }: Team): readonly string[] {
  return [alice.address, bob.address, CAROL].map((address) => {
    const [copy, ...more] = server.mailbox(address);
    if (copy === undefined) return "nothing";
    assert.equal(more.length, 0, address);
    return shapeOf(copy.data);
  });
}

function shapeOf(data: Buffer): string {
  const parsed = parseMessage(data);
  if (!parsed.ok) return "malformed";
  if (data.includes("A message is waiting for you")) return "notice";
  const { essence } = parsed.value.contentType;
  if (essence === "multipart/encrypted") return "pgp";
  if (essence === "application/pkcs7-mime") return "smime";
  if (!data.includes("At noon?")) return "without the text";
  const ours =
    /This copy left|came sealed/.test(data.toString()) ||
    parsed.value.header.first("from")?.value === "Team <team@example.org>";
  return essence === "multipart/signed" && ours ? "signed" : "clear";
}
