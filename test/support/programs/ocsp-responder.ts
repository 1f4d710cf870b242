/** `openssl ocsp` as a real responder (RFC 6960): on a port, or for one request. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import type { OpensslAuthority } from "../crypto/openssl-authority.ts";
import { openOpenssl, type OpensslPerson } from "../crypto/openssl.ts";
import { temporaryFolder } from "../database.ts";
import { freePort } from "../free-port.ts";
import { peer } from "./peers.ts";

export interface Responding {
  readonly authority: OpensslAuthority;
  readonly signer: OpensslPerson;
  /** Minutes that an answer is good for; absent: it does not say. */
  readonly minutes?: number;
}

/** What it answers to one request, DER. */
export function answerOf(test: TestContext, responding: Responding, request: Bytes): Bytes {
  const program = openOpenssl();
  test.after(() => program.close());
  const folder = temporaryFolder(test);
  const [asked, answer] = [join(folder, "request"), join(folder, "answer")];
  writeFileSync(asked, request);
  program.must(["ocsp", ...optionsOf(responding), "-reqin", asked, "-respout", answer]);
  return readFileSync(answer);
}

export interface Responder {
  /** Starts it anew, so that it reads what its authority's index says by then. */
  restart(): Promise<void>;
}

export async function startResponder(
  test: TestContext,
  makeResponding: (url: string) => Responding,
): Promise<Responder> {
  const port = await freePort();
  const options = optionsOf(makeResponding(`http://127.0.0.1:${port}/`));
  const start = () => spawn(peer("openssl").path, ["ocsp", "-port", String(port), ...options]);
  let child = start();
  test.after(() => child.kill());
  await isWaiting(child);
  return {
    async restart() {
      child.kill();
      await once(child, "exit");
      child = start();
      await isWaiting(child);
    },
  };
}

/** It says so; a connection that asks nothing would keep it from all others. */
async function isWaiting({ stdout, stderr }: ReturnType<typeof spawn>): Promise<void> {
  const text = await new Promise<string>((done) => {
    let said = "";
    for (const stream of [stdout, stderr]) {
      stream?.on("data", (piece: Buffer) => {
        said += piece.toString();
        if (said.includes("waiting for OCSP client")) done("");
      });
      stream?.on("end", () => done(said));
    }
  });
  if (text !== "") throw new Error(`openssl ocsp does not start: ${text}`);
}

function optionsOf({ authority, signer, minutes }: Responding): readonly string[] {
  const { index, certificate } = authority.files;
  const time = minutes === undefined ? [] : ["-nmin", String(minutes)];
  const by = ["-rsigner", signer.certificate, "-rkey", signer.key];
  return ["-index", index, "-CA", certificate, ...by, ...time];
}
