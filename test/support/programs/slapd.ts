/** OpenLDAP's slapd as the directory of an organisation, on a port of its own. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type Bytes, view } from "#base";
import { temporaryFolder } from "../database.ts";
import { freePort } from "../free-port.ts";
import { peer } from "./peers.ts";

export const BASE = "dc=example,dc=org";
export const READER = { dn: `cn=asks,${BASE}`, password: "a secret of the test" };

export interface Person {
  readonly address: string;
  /** DER; attribute userCertificate;binary. */
  readonly certificates: readonly Bytes[];
}

export interface Slapd {
  readonly url: string;
}

const SCHEMAS = ["core", "cosine", "inetorgperson"].map((name) => `include /etc/ldap/schema/${name}.schema`);

/** Only who logs in may read. */
export async function startSlapd(test: TestContext, people: readonly Person[]): Promise<Slapd> {
  const folder = temporaryFolder(test);
  mkdirSync(join(folder, "db"));
  const config = join(folder, "slapd.conf");
  const lines = [
    ...SCHEMAS,
    "modulepath /usr/lib/ldap",
    "moduleload back_mdb",
    `pidfile ${join(folder, "slapd.pid")}`,
    "database mdb",
    `suffix "${BASE}"`,
    `directory ${join(folder, "db")}`,
    "access to attrs=userPassword by anonymous auth by * none",
    "access to * by users read by * none",
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  const entries = [root(), reader(), ...people.map(entryOf)];
  const loaded = spawnSync(beside("slapadd"), ["-f", config], { input: entries.join("\n") });
  if (loaded.status !== 0) throw new Error(`slapadd: ${loaded.stderr.toString()}`);
  const url = `ldap://127.0.0.1:${await freePort()}`;
  const running = spawn(peer("slapd").path, ["-f", config, "-h", url, "-d", "0"], { stdio: "ignore" });
  test.after(() => running.kill("SIGKILL"));
  await untilThere(Number(new URL(url).port));
  return { url };
}

function beside(program: string): string {
  return peer("slapd").path.replace(/slapd$/, program);
}

function root(): string {
  return `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n`;
}

function reader(): string {
  const { dn, password } = READER;
  return `dn: ${dn}\nobjectClass: person\ncn: asks\nsn: asks\nuserPassword: ${password}\n`;
}

function entryOf({ address, certificates }: Person): string {
  const [name = ""] = address.split("@");
  const lines = certificates.map((der) => `userCertificate;binary:: ${view(der).toString("base64")}`);
  const more = ["objectClass: inetOrgPerson", `cn: ${name}`, `sn: ${name}`, `mail: ${address}`];
  return `${[`dn: cn=${name},${BASE}`, ...more, ...lines].join("\n")}\n`;
}

async function untilThere(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isThere = await new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => done(true)).once("error", () => done(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isThere) return;
    await new Promise((over) => setTimeout(over, 25));
  }
  throw new Error("slapd does not answer");
}
