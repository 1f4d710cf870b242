/** What is asked of the DNS for one message or domain, as mailauth asks it, and whether somebody answered everything. */
import type { promises as dns } from "node:dns";

/** The server said so, or the name is none. */
const THERE_IS_NONE: readonly unknown[] = ["ENOTFOUND", "ENODATA", "EBADNAME"];

export class Questions {
  isUnanswered = false;
  readonly #resolver: dns.Resolver;

  constructor(resolver: dns.Resolver) {
    this.#resolver = resolver;
  }

  /** Whether there is such a name is asked with A and CNAME. */
  readonly ask = async (name: string, type: string): Promise<string[] | string[][]> => {
    try {
      if (type === "TXT") return await this.#resolver.resolveTxt(name);
      return type === "CNAME" ? await this.#resolver.resolveCname(name) : await this.#resolver.resolve4(name);
    } catch (thrown) {
      if (!THERE_IS_NONE.includes((thrown as NodeJS.ErrnoException).code)) this.isUnanswered = true;
      throw thrown;
    }
  };
}
