import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Language, LANGUAGES } from "#base";
import { catalogueOf, type TextKey } from "./catalogues.ts";
import { en } from "./english/en.ts";
import { sayChosen } from "./say.ts";
import { textEntries } from "./text-entries.ts";
import { argumentNames } from "./text-fault.ts";
import { UNTRANSLATED } from "./untranslated.ts";

const KEYS = Object.keys(en) as TextKey[];

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{ *\$(\w+)/g)].map(([, name = ""]) => name))].toSorted();
}

/** What people copy into a mail or type on the server is the same in every language. */
function typed(text: string): readonly string[] {
  const commands = [...text.matchAll(/`([^`]+)`|\b(SET|CONFIRM|VERIFY|NOACK|LISTS|INDEX)\b/g)];
  return commands.map(([all]) => all.replaceAll(/ [A-Z]{4,}(?=`)/g, " ARGUMENT")).toSorted();
}

for (const language of LANGUAGES.filter((one) => one !== "en")) {
  test(`${language} says every text of English, but those that are named as missing`, () => {
    const said = Object.keys(catalogueOf(language));
    const missing = KEYS.filter((key) => !said.includes(key));
    const hint = "translate them, or name them in src/i18n/untranslated.ts";
    assert.deepEqual(missing.toSorted(), [...(UNTRANSLATED[language] ?? [])].toSorted(), hint);
    assert.deepEqual(
      said.filter((key) => !Object.hasOwn(en, key)),
      [],
      "texts that English lacks",
    );
  });

  test(`${language} puts the same names into each text, and leaves alone what people type`, () => {
    for (const [key, text] of textsOf(language)) {
      assert.deepEqual(placeholders(text), argumentNames(key).toSorted(), key);
      assert.deepEqual(typed(text), typed(en[key]), key);
      assert.equal(text, text.normalize("NFC").trim(), key);
    }
  });

  test(`the file of ${language} has each text once and no line that is none, and each can be said`, () => {
    const file = readFileSync(new URL(`languages/${language}.ftl`, import.meta.url), "utf8");
    const names = textEntries(file).map(({ key }) => key);
    assert.deepEqual(names, [...new Set(names)]);
    assert.ok(!names.includes(""), "a line that is no text");
    for (const [key] of textsOf(language)) {
      const args = Object.fromEntries(argumentNames(key).map((name) => [name, "X"]));
      assert.ok(!sayChosen(language, key, args).includes("{"), key);
    }
  });
}

function textsOf(language: Language): readonly (readonly [TextKey, string])[] {
  return (Object.entries(catalogueOf(language)) as [TextKey, string][]).filter(([key]) =>
    Object.hasOwn(en, key),
  );
}
