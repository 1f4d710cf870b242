/** A list's certificate: who makes the next one, and the forms in which people get it, with openssl as judge. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { addDays, type Bytes, type EmailAddress, systemRandom, utf8 } from "#base";
import { decodeBody, type Entity, parseMessage } from "#mime";
import {
  caInit,
  caIssue,
  keyCsr,
  keyImport,
  keyRotate,
  keyShow,
  listCreate,
  listSendKey,
  memberAdd,
} from "#operations";
import { openOpenssl } from "../support/crypto/openssl.ts";
import { makeAuthority, makePerson, certificatePem, privateKeyPem } from "../support/crypto/pki.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org" as EmailAddress;
const ANNA = "anna@example.net";
const { skip } = peer("openssl");

async function team(t: TestContext): Promise<TestServer> {
  const server = await newServer(t);
  const settings = { smime_distrib_sign: "yes" } as const;
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [], settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  return server;
}

/** A key whose certificate the site's authority issued. */
async function certified(server: TestServer): Promise<void> {
  await server.call(caInit, { name: "Our CA", kind: "ec" });
  const { request } = await server.call(keyCsr, { list: TEAM });
  const { chain } = await server.call(caIssue, { address: TEAM, request: fileInput(utf8(request)) });
  await server.call(keyImport, { list: TEAM, file: fileInput(utf8(chain)) });
}

/** Asks `LIST-sendkey`, and gives the files of the answer. */
async function sendkey(
  server: TestServer,
  from: string,
  subject: string,
  text = "",
): Promise<readonly Entity[]> {
  const header = `From: ${from}\r\nTo: team-sendkey@example.org\r\nSubject: ${subject}\r\n`;
  const message = utf8(
    `${header}Message-ID: <${systemRandom.bytes(8).join("")}@x.example>\r\n\r\n${text}\r\n`,
  );
  await server.post({ from, to: "team-sendkey@example.org", message });
  return filesIn(server, from);
}

function filesIn(server: TestServer, address: string): readonly Entity[] {
  const mail = server.mailbox(address).at(-1);
  assert.ok(mail);
  const parsed = parseMessage(mail.data);
  assert.ok(parsed.ok);
  const within = (entity: Entity): readonly Entity[] =>
    entity.children.length > 0 ? entity.children.flatMap(within) : [entity];
  return within(parsed.value).filter(({ contentType }) => !/^text|signature/.test(contentType.essence));
}

function subjectsIn(t: TestContext, args: readonly string[], content: Bytes | undefined): readonly string[] {
  const program = openOpenssl();
  t.after(() => program.close());
  const text = program.must(args, content ?? "").toString();
  return [...text.matchAll(/subject=.*?CN ?= ?(.+)$/gm)].map(([, name = ""]) => name);
}

test("what the site's authority issued is followed by a certificate of the same", { skip }, async (t) => {
  const server = await team(t);
  await certified(server);
  const [before] = await server.call(keyShow, { list: TEAM });
  const rotated = await server.call(keyRotate, { list: TEAM });
  const after = rotated.keys.find(({ active }) => active);
  assert.ok(after && before && after.fingerprint !== before.fingerprint);
  await server.drain();
  const [file] = await sendkey(server, "eve@example.com", "p7b please");
  const args = ["pkcs7", "-inform", "der", "-print_certs", "-noout"];
  assert.deepEqual(subjectsIn(t, args, file && decodeBody(file)), ["Team", "Our CA"]);
});

test("an authority elsewhere is asked by a person, with a request made here", { skip }, async (t) => {
  const server = await team(t);
  const person = makePerson({ address: TEAM }, makeAuthority("Elsewhere"));
  const file = `${person.certificates.map(certificatePem).join("")}${privateKeyPem(person)}`;
  await server.call(keyImport, { list: TEAM, file: fileInput(utf8(file)) });
  await assert.rejects(server.call(keyRotate, { list: TEAM }), /conclave key csr team@example\.org/);
  const [still] = await server.call(keyShow, { list: TEAM });
  assert.equal(still?.active, true);
});

test("a word in the Subject or in the text says in which form the certificate comes", { skip }, async (t) => {
  const server = await team(t);
  await certified(server);
  const names = (files: readonly Entity[]) => files.map(({ contentType }) => contentType.essence);
  const usual = await sendkey(server, "a@example.com", "");
  assert.deepEqual(names(usual), ["application/x-x509-user-cert"]);
  const der = await sendkey(server, "b@example.com", "DER");
  assert.deepEqual(names(der), ["application/pkix-cert", "application/pkix-cert"]);
  const one = ["x509", "-inform", "der", "-subject", "-noout"];
  assert.deepEqual(subjectsIn(t, one, der[0] && decodeBody(der[0])), [TEAM]);
  const pem = await sendkey(server, "c@example.com", "the key", "pem\r\n");
  assert.deepEqual(names(pem), ["application/x-pem-file"]);
  assert.equal(
    Buffer.from(pem[0]?.body ?? "")
      .toString()
      .match(/BEGIN CERTIFICATE/g)?.length,
    2,
  );
  const pkcs7 = await sendkey(server, "d@example.com", "Re: pkcs7");
  assert.deepEqual(names(pkcs7), ["application/pkcs7-mime"]);
  const said = server.mailbox("d@example.com").at(-1)?.data.toString() ?? "";
  assert.match(said, /list-certificate\.p7c holds the certificate and the authorities above it/);
  assert.doesNotMatch(said, /list-authority\.crt|list-key\.asc/, "what does not go along");
  const openpgp = await sendkey(server, "e@example.com", "openpgp");
  assert.deepEqual(names(openpgp), ["application/x-x509-user-cert"], "it has none: what it has comes");
  await server.call(listSendKey, { list: TEAM, form: "der" });
  await server.drain();
  assert.deepEqual(names(filesIn(server, ANNA)), ["application/pkix-cert", "application/pkix-cert"]);
});

test("a certificate that a list is given is checked: address, purpose, chain", { skip }, async (t) => {
  const server = await team(t);
  const given = async (person: ReturnType<typeof makePerson>) => {
    const file = `${person.certificates.map(certificatePem).join("")}${privateKeyPem(person)}`;
    return server.call(keyImport, { list: TEAM, file: fileInput(utf8(file)), replace: true });
  };
  const authority = makeAuthority("CA");
  const forServers = makePerson({ address: TEAM, purposes: ["1.3.6.1.5.5.7.3.1"] }, authority);
  await assert.rejects(given(forServers), /not meant for mail/);
  const other = makePerson({ address: "other@example.org" }, authority);
  const { faults } = await given(other);
  assert.match(faults.join(" "), /does not carry team@example\.org.*chain is not whole/s);
  const whole = makePerson({ address: TEAM }, { ...authority, chain: [authority.certificate] });
  assert.deepEqual((await given(whole)).faults, []);
  const late = makePerson({ address: TEAM, notAfter: addDays(new Date(), -1) }, authority);
  await assert.rejects(given(late), /expired/);
  const [stranger] = makePerson({ address: TEAM }, authority).certificates;
  const mixed = `${certificatePem(stranger ?? new Uint8Array())}${privateKeyPem(makePerson({ address: TEAM }))}`;
  await assert.rejects(server.call(keyImport, { list: TEAM, file: fileInput(utf8(mixed)), replace: true }));
});
