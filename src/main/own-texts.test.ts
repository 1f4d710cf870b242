import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type EmailAddress, type LogFields, silentLogger } from "#base";
import { type OwnTexts, say } from "#i18n";
import { liveTexts, readOwnTextsIn } from "./own-texts.ts";

const TEAM = "team@example.org" as EmailAddress;

function aFolder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "texts-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function away(texts: OwnTexts): string {
  return say(texts.voice(TEAM, "en"), "remind-away");
}

test("a wording is read where it lies, is another when its file is, and goes with it", async (t) => {
  const folder = aFolder(t, { "example.org/team/en/own.ftl": "remind-away = Off\nremind-awry = x\n" });
  const told: LogFields[] = [];
  const logger = { ...silentLogger, warn: (_: string, fields: LogFields = {}) => void told.push(fields) };
  const texts = await liveTexts(folder, logger);
  assert.equal(away(texts), "Off");
  assert.deepEqual(told, [{ path: "example.org/team/en/own.ftl", line: 2 }]);
  writeFileSync(join(folder, "example.org/team/en/own.ftl"), "remind-away = Switched off\n");
  assert.equal(away(texts), "Off");
  await texts.refresh();
  assert.equal(away(texts), "Switched off");
  rmSync(join(folder, "example.org"), { recursive: true });
  await texts.refresh();
  assert.equal(away(texts), say("en", "remind-away"));
});

test("what is too deep, too large, a folder or dangling is left out, and so is a folder that is not there", async (t) => {
  const folder = aFolder(t, {
    "own.ftl": "remind-away = no language\n",
    "example.org/team/more/en/own.ftl": "remind-away = too deep\n",
    "en/large.ftl": `remind-away = too large\n${"#\n".repeat(200_000)}`,
    "en/folder.ftl/x": "",
    "fr/own.ftl": "remind-away = Absent\n",
  });
  symlinkSync("nowhere", join(folder, "en", "gone.ftl"));
  const read = await readOwnTextsIn(folder);
  assert.deepEqual(
    read.texts.map(({ path, place, language }) => [path, place, language]),
    [["fr/own.ftl", "", "fr"]],
  );
  assert.deepEqual(read.faults, []);
  assert.deepEqual(await readOwnTextsIn(join(folder, "missing")), { texts: [], faults: [] });
});
