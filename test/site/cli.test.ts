/** The command line as an operator has it: the real program, a real folder, with and without a server. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { correspondent } from "../support/programs/correspondents.ts";
import { temporaryFolder } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import * as openpgp from "#openpgp";
import * as smime from "#smime";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const TEAM = "team@example.org";

interface Run {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

interface Cli {
  readonly folder: string;
  /** A place for files beside the data folder. */
  readonly files: string;
  (words: readonly string[], stdin?: string): Promise<Run>;
  /** Must end with status 0; gives what `--json` printed. */
  json<Value>(words: readonly string[]): Promise<Value>;
}

function cliIn(t: TestContext): Cli {
  const files = temporaryFolder(t);
  const folder = join(files, "site");
  const run = async (words: readonly string[], stdin = ""): Promise<Run> => {
    const child = spawn(PROGRAM, [...words, "--data", folder], { stdio: "pipe" });
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    const [out, notes, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number]>,
    ]);
    return { status, out, notes };
  };
  const json = async <Value>(words: readonly string[]): Promise<Value> => {
    const { status, out, notes } = await run([...words, "--json"]);
    assert.equal(status, 0, `${words.join(" ")}: ${out}${notes}`);
    return JSON.parse(out) as Value;
  };
  return Object.assign(run, { folder, files, json });
}

async function withSealedTeam(t: TestContext): Promise<Cli> {
  const cli = cliIn(t);
  assert.equal((await cli(["init"])).status, 0);
  await cli.json(["list", "create", TEAM, "--sealed", "--owner", "jo@example.org"]);
  return cli;
}

test("init makes a closed folder, says what to do next, and changes nothing the second time", async (t) => {
  const cli = cliIn(t);
  const first = await cli(["init"]);
  assert.deepEqual([first.status, /conclave\.toml, master\.key/.test(first.out)], [0, true]);
  assert.match(first.notes, /Keep a copy of master\.key.*\nNext: conclave list create/);
  assert.equal(statSync(cli.folder).mode & 0o777, 0o700);
  for (const name of ["conclave.toml", "master.key", "conclave.db"]) {
    assert.equal(statSync(join(cli.folder, name)).mode & 0o777, 0o600, name);
  }
  const key = readFileSync(join(cli.folder, "master.key"));
  const second = await cli(["init"]);
  assert.match(second.out, /is ready already/);
  assert.deepEqual(readFileSync(join(cli.folder, "master.key")), key);
});

test("from an empty folder to a list with members and keys", async (t) => {
  const cli = await withSealedTeam(t);
  const [alice, bob] = [await correspondent("alice"), await correspondent("bob", "smime")];
  writeFileSync(join(cli.files, "alice.asc"), openpgp.armourKey(alice.publicKey));
  writeFileSync(join(cli.files, "bob.pem"), smime.armourCertificate(bob.publicKey));
  const added = await cli([
    "member",
    "add",
    TEAM,
    "alice@example.org",
    "--key",
    join(cli.files, "alice.asc"),
  ]);
  assert.deepEqual([added.status, /OpenPGP, .*good until 2028-01-01/.test(added.out)], [0, true]);
  await cli.json(["member", "add", TEAM, "bob@example.org"]);
  const bound = await cli.json<{ did: string }>([
    "key",
    "import",
    TEAM,
    join(cli.files, "bob.pem"),
    "--member",
    "bob@example.org",
  ]);
  assert.equal(bound.did, "bound");
  const { out } = await cli(["member", "list", TEAM]);
  assert.match(out, /^address +name +role +key\n/);
  assert.match(out, /bob@example\.org .*S\/MIME …[0-9A-F]{8}\n/);
  assert.match(out, /jo@example\.org +owner +none\n/);
  const list = await cli(["list", "show", TEAM]);
  assert.match(list.out, /members +3\n/);
});

test("what is wrong is said in words and as exit status", async (t) => {
  const cli = await withSealedTeam(t);
  const cases: [string[], number, RegExp][] = [
    [["list", "show", "other@example.org"], 67, /There is no list other@example\.org.*conclave list list/],
    [["list", "create", TEAM], 65, /There is a list team@example\.org already/],
    [["list", "create", "nonsense"], 64, /“nonsense” is not a mail address/],
    [["list", "config", TEAM, "gpg_post=yes"], 64, /no such setting \(did you mean gpg_post_encrypt\?\)/],
    [["list", "config", TEAM, "gpg_distrib_encrypt=yes", "smime_distrib_encrypt=yes"], 77, /in clear/],
    [["key", "generate", TEAM], 65, /--replace/],
    [["key", "import", TEAM, "/nowhere/key.asc"], 64, /\/nowhere\/key\.asc does not exist/],
    [["held", "accept", "7"], 67, /conclave held list/],
    [["queue", "show", "x"], 64, /“x” is not a number/],
  ];
  for (const [words, status, text] of cases) {
    const { status: ended, out, notes } = await cli(words);
    assert.deepEqual([ended, out], [status, ""], words.join(" "));
    assert.match(notes, text);
  }
});

test("with --json an error is the one document on standard output", async (t) => {
  const cli = await withSealedTeam(t);
  const { status, out, notes } = await cli(["list", "show", "other@example.org", "--json"]);
  assert.deepEqual([status, notes], [67, ""]);
  const { error } = JSON.parse(out) as { error: { code: string; text: string; retry: boolean } };
  assert.deepEqual([error.code, error.retry], ["not-found", false]);
  assert.match(error.text, /There is no list other@example\.org/);
});

test("wrong usage is status 64 and shows the way; help is status 0", async (t) => {
  const cli = cliIn(t);
  for (const words of [
    ["list", "creat"],
    ["member", "add", TEAM],
    ["list", "show", TEAM, "--loud"],
    ["nothing"],
  ]) {
    const { status, notes } = await cli(words);
    assert.equal(status, 64, words.join(" "));
    assert.match(notes, /error: |Usage: /);
  }
  const machine = await cli(["list", "creat", "--json"]);
  assert.equal((JSON.parse(machine.out) as { error: { code: string } }).error.code, "bad-input");
  const help = await cli(["--help"]);
  assert.equal(help.status, 0);
  assert.match(help.out, /Exit status:\n +0 +Done\..*\n.*\n +64 +bad-input/);
  assert.match((await cli(["key", "import", "--help"])).out, /PKCS#12/);
});

test("commands that meet at one folder wait for one another", async (t) => {
  const cli = cliIn(t);
  await cli(["init"]);
  const names = ["a", "b", "c"].map((name) => `${name}@example.org`);
  const runs = await Promise.all(names.map((name) => cli(["list", "create", name])));
  assert.deepEqual(
    runs.map(({ status }) => status),
    [0, 0, 0],
  );
  assert.equal((await cli.json<unknown[]>(["list", "list"])).length, 3);
});

test("a folder without a site is answered with how to make one", async (t) => {
  const { status, notes } = await cliIn(t)(["list", "list"]);
  assert.equal(status, 67);
  assert.match(notes, /There is no Conclave in .*conclave init/);
});

test("settings are dumped, edited and loaded; a mistake changes nothing", async (t) => {
  const cli = await withSealedTeam(t);
  const dump = await cli(["list", "config", TEAM, "--dump"]);
  assert.match(dump.out, /^## general\n\n# What the list is for/);
  const file = join(cli.files, "team.toml");
  writeFileSync(file, dump.out.replace('description = ""', 'description = "Friends"'));
  assert.equal((await cli(["list", "config", TEAM, "--load", file])).out, "description:  -> Friends\n");
  const wrong = await cli(["list", "config", TEAM, "--load", "-"], 'description = "x"\npost_sign = "no"\n');
  assert.deepEqual(
    [wrong.status, /-: nothing was changed\.\n {2}post_sign: there is no/.test(wrong.notes)],
    [64, true],
  );
  const again = await cli(
    ["list", "config", TEAM, "--load", "-"],
    (await cli(["list", "config", TEAM, "--dump"])).out,
  );
  assert.equal(again.out, "Nothing to change: it is so already.\n");
});

test("a CSV file with keys is imported whole or not at all", async (t) => {
  const cli = await withSealedTeam(t);
  const alice = await correspondent("alice");
  mkdirSync(join(cli.files, "keys"));
  writeFileSync(join(cli.files, "keys", "alice.asc"), openpgp.armourKey(alice.publicKey));
  const csv = join(cli.files, "people.csv");
  const good = "address,name,moderator,key\nalice@example.org,Alice,yes,keys/alice.asc\n";
  writeFileSync(csv, `${good}bob@example.org,Bob,perhaps,\ncarol@example.org,Carol,,keys/none.asc\n`);
  const bad = await cli(["member", "import", TEAM, csv]);
  assert.equal(bad.status, 64);
  assert.match(
    bad.notes,
    /Nobody was added.*\nline 3: moderator is “perhaps”.*\nline 4: .*none\.asc does not exist/,
  );
  writeFileSync(csv, `${good}bob@example.org,"Bob, the other",,\n`);
  const done = await cli(["member", "import", TEAM, csv]);
  assert.equal(done.out, "Added 2 members, 1 with a key.\n");
  const again = await cli(["member", "import", TEAM, csv]);
  assert.match(again.out, /Added 0 members.*\n2 lines skipped.*\n {2}line 2: alice@example\.org\n/);
});

test("keys are exported, and private ones only under a passphrase", async (t) => {
  const cli = await withSealedTeam(t);
  const { out } = await cli(["key", "export", TEAM, "--scheme", "openpgp"]);
  assert.match(out, /^-----BEGIN PGP PUBLIC KEY BLOCK-----\n/);
  const refused = await cli(["key", "export", TEAM, "--secret"]);
  assert.deepEqual([refused.status, refused.out], [64, ""]);
  const passphrase = join(cli.files, "passphrase");
  writeFileSync(passphrase, "correct horse\n");
  const secret = await cli(["key", "export", TEAM, "--secret", "--passphrase-file", passphrase]);
  assert.match(secret.out, /BEGIN ENCRYPTED PRIVATE KEY[\s\S]*BEGIN PGP PRIVATE KEY BLOCK/);
  const p12 = join(cli.files, "team.p12");
  const words = ["key", "export", TEAM, "--pkcs12", p12, "--passphrase-file", passphrase];
  assert.equal((await cli(words)).status, 0);
  assert.equal(statSync(p12).mode & 0o777, 0o600);
  assert.equal((await cli(words)).status, 65);
  await cli.json(["list", "create", "second@example.org"]);
  const moved = await cli(["key", "import", "second@example.org", p12, "--passphrase-file", passphrase]);
  assert.deepEqual([moved.status, /has this key pair already/.test(moved.notes)], [77, true]);
});

test("doctor finds what is to repair and says so by its exit status", async (t) => {
  const cli = await withSealedTeam(t);
  const { status, out } = await cli(["doctor"]);
  assert.equal(status, 1);
  assert.match(out, /ok {4}database: sqlite, sound/);
  assert.match(out, /FAIL {2}relay: 127\.0\.0\.1:25 does not answer.*\n {6}-> start the mail server/);
  const findings = JSON.parse((await cli(["doctor", "--json"])).out) as { level: string; about: string }[];
  assert.ok(findings.some(({ level, about }) => level === "warn" && about === "server"));
});

test("a master key that others may read stops everything but doctor, which says what to do", async (t) => {
  const cli = await withSealedTeam(t);
  chmodSync(join(cli.folder, "master.key"), 0o644);
  const refused = await cli(["list", "list"]);
  assert.deepEqual([refused.status, /Run: chmod 600/.test(refused.notes)], [77, true]);
  const { status, out } = await cli(["doctor"]);
  assert.equal(status, 1);
  assert.match(out, /FAIL {2}master key: others may open .*\n {6}-> chmod 600 .*master\.key\n/);
  assert.match(out, /FAIL {2}database: Others may read the master key/);
});

test("no new master key takes the place of a lost one", async (t) => {
  const cli = await withSealedTeam(t);
  const key = join(cli.folder, "master.key");
  rmSync(key);
  for (const command of ["init", "serve"]) {
    const { status, notes } = await cli([command]);
    assert.deepEqual([status, /There is no master key at/.test(notes)], [78, true], notes);
    assert.ok(!existsSync(key));
  }
});

test("a server that cannot open its doors says why and ends; a folder with a group's door is closed enough", async (t) => {
  const cli = await withSealedTeam(t);
  const door = (listen: string) => `[[listeners]]\nprotocol = "lmtp"\nlisten = "${listen}"\ngroup = "0"\n`;
  writeFileSync(join(cli.folder, "conclave.toml"), `${door("run/a.sock")}${door("none/b.sock")}`);
  const { status, notes } = await cli(["serve"]);
  assert.deepEqual([status, /cannot listen/.test(notes)], [78, true], notes);
  assert.equal(statSync(cli.folder).mode & 0o777, 0o711);
  assert.match((await cli(["doctor"])).out, /ok {4}data folder: /);
});

test("completion scripts are printed and complete our commands", async (t) => {
  const cli = cliIn(t);
  const script = spawn(PROGRAM, ["complete", "bash"], { stdio: ["ignore", "pipe", "ignore"] });
  assert.match(await text(script.stdout), /complete .* conclave/);
  const asked = spawn(PROGRAM, ["complete", "--", "list", ""], { stdio: ["ignore", "pipe", "ignore"] });
  const words = (await buffer(asked.stdout)).toString();
  for (const word of ["create", "show", "config"]) assert.ok(words.includes(word), word);
  assert.equal((await cli(["pipeline"])).status, 0);
});

test("while the server runs, commands go to it, and mail is handed over by deliver", async (t) => {
  const cli = await withSealedTeam(t);
  const message = "From: m@example.net\nTo: team@example.org\nSubject: hello\n\nsomething to read\n";
  const away = await cli(["deliver", "--sender", "m@example.net", TEAM], message);
  assert.equal(away.status, 75);
  const listen = `127.0.0.1:${await freePort()}`;
  const web = ["", "[web]", 'url = "https://lists.example.org"', `listen = "${listen}"`, ""];
  appendFileSync(join(cli.folder, "conclave.toml"), web.join("\n"));
  const server = spawn(PROGRAM, ["serve", "--data", cli.folder], { stdio: ["ignore", "ignore", "ignore"] });
  t.after(() => server.kill("SIGKILL"));
  await until(async () => (await cli(["doctor"])).out.includes("server: it runs"));
  assert.ok((await cli(["doctor"])).out.includes(`web door: ${listen} answers`));
  const made = await cli.json<{ address: string }>(["list", "create", "second@example.org"]);
  assert.equal(made.address, "second@example.org");
  assert.equal((await cli(["deliver", "--sender", "m@example.net", TEAM], message)).status, 0);
  assert.equal((await cli(["deliver", "--sender", "m@example.net", "none@example.org"], message)).status, 67);
  const mixed = message.replaceAll("\n", "\r\n").replace("to read", "to\nread");
  assert.equal((await cli(["deliver", "--sender", "m@example.net", "second@example.org"], mixed)).status, 0);
  await until(async () => (await cli.json<unknown[]>(["held", "list"])).length === 2);
  const [held] = await cli.json<{ id: number; kind: string; sender: string }[]>(["held", "list", TEAM]);
  assert.equal(held?.sender, "m@example.net");
  const shown = await cli(["held", "show", String(held?.id)]);
  assert.match(shown.out, /Subject +hello/);
  assert.doesNotMatch(shown.out, /something to read/);
  const file = join(cli.files, "held.eml");
  assert.equal((await cli(["held", "save", String(held?.id), file])).status, 0);
  assert.match(readFileSync(file, "utf8"), /something to read/);
  assert.match((await cli(["held", "save", String(held?.id), file])).notes, /is there already/);
  assert.equal((await cli(["held", "discard", String(held?.id)])).out, "1 message erased.\n");
  const copy = join(cli.files, "copy.db");
  assert.equal((await cli(["backup", copy])).status, 0);
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  assert.match((await cli(["serve"])).notes, /Another conclave process/);
  server.kill("SIGTERM");
  assert.deepEqual(await once(server, "exit"), [0, null]);
  assert.equal((await cli.json<unknown[]>(["list", "list"])).length, 2);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, "it did not come to pass in time");
  }
}
