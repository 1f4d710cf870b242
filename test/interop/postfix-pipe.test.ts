/** Through a real Postfix's pipe: `conclave deliver` as a user who may do nothing else. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import {
  assertKeptByPostfix,
  besidePostfix,
  bounces,
  copies,
  MEMBERS,
  mustSubmit,
  newsletter,
  newsList,
  PIPED,
  PROGRAM,
  untilCopies,
} from "../support/programs/beside-postfix.ts";
import { until } from "../support/lists/plain-team.ts";
import { postfixPeer } from "../support/programs/postfix.ts";

const NOBODY = 65_534;

/** nobody runs the program, as the guide says; in a closed checkout nobody can. */
function pipeSkip(): string | false {
  const { skip } = postfixPeer();
  if (skip !== false) return skip;
  const { status } = spawnSync(PROGRAM, ["--version"], { uid: NOBODY, gid: NOBODY });
  return status === 0 ? false : "user nobody cannot run ./conclave here";
}

test("through a real Postfix's pipe, as another user", { skip: pipeSkip() }, async (t) => {
  const scene = await besidePostfix(t);
  await newsList(scene, [MEMBERS[0]], PIPED);

  await t.test("a post", async () => {
    const post = newsletter("piped", MEMBERS[0], ["Grüße", ".", "end"], PIPED);
    await mustSubmit(scene, MEMBERS[0], [PIPED], post);
    await untilCopies(scene, [MEMBERS[0]], "<piped@laptop.example>");
    const [copy] = copies(scene, MEMBERS[0], "<piped@laptop.example>");
    assert.equal(copy?.data.toString().split("\r\n\r\n")[1], "Grüße\r\n.\r\nend\r\n");
  });

  await t.test("a bounce, with its null sender", async () => {
    const back = newsletter("back", "postmaster@example.net");
    await mustSubmit(scene, "", [PIPED.replace("@", "-bounces@")], back);
    await until("the bounce is kept", async () => (await bounces(scene)).length > 0);
    const [{ sender, detail } = { sender: "-", detail: "" }] = await bounces(scene);
    assert.deepEqual([sender, detail], ["", "about nobody known"]);
  });

  await t.test("an unknown address is told to its sender by Postfix", async () => {
    const address = PIPED.replace("piped", "none");
    await mustSubmit(scene, MEMBERS[0], [address], newsletter("lost", MEMBERS[0]));
    await untilCopies(scene, [MEMBERS[0]], "user unknown");
  });

  await t.test("while the server is down Postfix keeps the mail", () => assertKeptByPostfix(scene, [PIPED]));
});
