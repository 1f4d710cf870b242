/** `conclave serve` without the command line, for tests that kill it. */
import { serve } from "../../src/main/serve.ts";

await serve(process.argv[2] ?? "");
