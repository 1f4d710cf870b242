/** Options of the project's own commands, `npm run bench` and `npm run fuzz`. */
const EX_USAGE = 64;

/** What `read` makes of the arguments. `--help` prints the usage; what `parseArgs` does not know is refused with it. */
export function readOptions<T>(usage: string, read: () => T): T {
  if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return read();
  } catch (error) {
    if (!isParseError(error)) throw error;
    return refuseOptions(error.message.split(". ")[0] ?? "", usage);
  }
}

/** Ends the process with exit 64 (EX_USAGE). */
export function refuseOptions(why: string, usage: string): never {
  console.error(`${why}\n\n${usage}`);
  process.exit(EX_USAGE);
}

function isParseError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}
