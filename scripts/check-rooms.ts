/**
 * Holds the sources to the two tables of ARCHITECTURE.md: imports go down, through `index.ts` only, and a
 * package or restricted built-in module stays in the rooms it is listed for.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { importsOf } from "./support/imports-of.ts";
import { type Architecture, readArchitecture } from "./support/read-architecture.ts";
import { ROOT } from "./support/run-program.ts";
import { type SourceFile, sourceFiles } from "./support/source-files.ts";

const ONLY_IN: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly rooms: readonly string[];
}[] = [
  { what: "process.env", pattern: /\bprocess\.env\b/, rooms: ["main"] },
  { what: "an exit code", pattern: /\bprocess\.exit(?:Code)?\b/, rooms: ["main"] },
  { what: "a signal", pattern: /\bprocess\.on(?:ce)?\("SIG/, rooms: ["main"] },
  {
    what: "SQL",
    pattern:
      /\b(?:INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET|SELECT .+ FROM)\b|\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/,
    rooms: ["store"],
  },
];

/** Every broken border, one line each. */
export function checkRooms(): readonly string[] {
  const architecture = readArchitecture();
  const inside = sourceFiles("src/**/*.ts");
  const outside = sourceFiles("test/**/*.ts", "scripts/**/*.ts");
  return [
    ...tableProblems(architecture),
    ...inside.flatMap((file) => roomProblems(file, architecture)),
    ...outside.flatMap(outsideProblems),
  ];
}

/** What one file of a room does that its room may not. */
export function roomProblems(file: SourceFile, architecture: Architecture): readonly string[] {
  return [...importProblems(file, architecture), ...placeProblems(file)];
}

function tableProblems({ layers, packages }: Architecture): readonly string[] {
  const folders = readdirSync(join(ROOT, "src"));
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const isPackage = (name: string): boolean => !name.startsWith("node:");
  return [
    ...folders.filter((room) => !layers.has(room)).map((room) => `src/${room} is not in ARCHITECTURE.md`),
    ...[...layers.keys()]
      .filter((room) => !folders.includes(room))
      .map((room) => `ARCHITECTURE.md lists the room ${room}, which does not exist`),
    ...Object.keys(dependencies)
      .filter((name) => !packages.has(name))
      .map((name) => `the package ${name} is not in ARCHITECTURE.md`),
    ...[...packages.keys()]
      .filter((name) => isPackage(name) && !(name in dependencies))
      .map((name) => `ARCHITECTURE.md lists the package ${name}, which package.json does not have`),
    ...[...packages.values()]
      .flat()
      .filter((room) => room !== "none" && !layers.has(room))
      .map((room) => `ARCHITECTURE.md names the room ${room} for a package, but has no such room`),
  ];
}

function importProblems(file: SourceFile, architecture: Architecture): readonly string[] {
  return importsOf(file.text).flatMap(({ specifier, line }) => {
    const problem = importProblem(file.path, specifier, architecture);
    return problem === null ? [] : [`${file.path}:${line} ${problem}`];
  });
}

function importProblem(path: string, specifier: string, architecture: Architecture): string | null {
  if (specifier.startsWith("#")) return layerProblem(roomOf(path), specifier.slice(1), architecture);
  if (specifier.startsWith(".")) return relativeProblem(path, specifier);
  return packageProblem(path, specifier, architecture);
}

function layerProblem(from: string, to: string, { layers }: Architecture): string | null {
  const target = layers.get(to);
  if (target === undefined) return `imports #${to}, which is not a room`;
  if (target < (layers.get(from) ?? -1)) return null;
  return `imports #${to} (layer ${target}), but ${from} is on layer ${layers.get(from)}: imports go down only`;
}

function relativeProblem(path: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.endsWith(".ts")) return `imports "${specifier}": write the ending .ts`;
  if (target.startsWith(`src/${roomOf(path)}/`)) return null;
  if (isTest(path) && target.startsWith("test/support/")) return null;
  return `imports "${specifier}" from outside its room: use the room's #name`;
}

function packageProblem(path: string, specifier: string, { packages }: Architecture): string | null {
  const name = packageName(specifier);
  const rooms = packages.get(name);
  if (isTest(path) || rooms?.includes(roomOf(path))) return null;
  if (rooms === undefined) {
    return specifier.startsWith("node:")
      ? null
      : `imports ${name}, which is not in the package table of ARCHITECTURE.md`;
  }
  return rooms.includes("none")
    ? `imports ${name}, which no room may import`
    : `imports ${name}, which only ${rooms.join(", ")} may import`;
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function placeProblems(file: SourceFile): readonly string[] {
  if (isTest(file.path)) return [];
  const lines = file.text.split("\n");
  return ONLY_IN.filter(({ rooms }) => !rooms.includes(roomOf(file.path))).flatMap(
    ({ what, pattern, rooms }) =>
      lines.flatMap((line, index) =>
        pattern.test(withoutComment(line))
          ? [`${file.path}:${index + 1} has ${what}, which belongs to ${rooms.join(", ")}`]
          : [],
      ),
  );
}

/**
 * Tests and scripts use rooms through the same doors. Main is started by its file; support for tests
 * may build broken things from the insides of a room, and a bench may measure them.
 */
export function outsideProblems(file: SourceFile): readonly string[] {
  if (/^test\/(?:support|bench)\//.test(file.path)) return [];
  return importsOf(file.text)
    .filter(({ specifier }) => /\/src\/(?!main\/)/.test(specifier))
    .map(({ specifier, line }) => `${file.path}:${line} imports "${specifier}": use the room's #name`);
}

function withoutComment(line: string): string {
  return line.replace(/^\s*(?:\/\*\*?|\*|\/\/).*/, "");
}

function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}
