/**
 * `npm run build`: makes `dist/`, which is what the npm package carries. JavaScript without tests, the
 * files that the sources read at run time, and a `package.json` that leads `#room` to the built rooms.
 */
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, runProgram } from "./support/run-program.ts";

const DIST = join(ROOT, "dist");
const SOURCES = join(ROOT, "src");

rmSync(DIST, { recursive: true, force: true });
const { code, output } = await runProgram("tsc", ["--project", "tsconfig.build.json"]);
if (code === 0) {
  copyResources();
  writePackageFile();
  console.log("built dist/");
} else {
  console.error(`${output.trimEnd()}\n→ Correct the types; nothing was built.`);
  process.exitCode = 1;
}

/** Texts and other data beside the sources. */
function copyResources(): void {
  const paths = globSync("**/*.*", { cwd: SOURCES }).filter((path) => !path.endsWith(".ts"));
  for (const path of paths) {
    mkdirSync(dirname(join(DIST, path)), { recursive: true });
    cpSync(join(SOURCES, path), join(DIST, path), { recursive: true });
  }
}

/** Without it, built files would look for `#room` in `src/`, which the package does not have. */
function writePackageFile(): void {
  const content = { type: "module", private: true, imports: { "#*": "./*/index.js" } };
  writeFileSync(join(DIST, "package.json"), `${JSON.stringify(content, null, 2)}\n`);
}
