/**
 * The folder `x509_user_certs` in the layout of Sympa's: certificates that are put there are taken in within seconds, by
 * S9's rules as everywhere, and those that came along with mail are written there. What could not be read is kept for
 * `doctor`.
 */
import { type FSWatcher, watch } from "node:fs";
import { Newcomers } from "./newcomers.ts";
import type { CertificateSite } from "./take-certificates.ts";
import { takeInFiles, withoutThose } from "./take-in-files.ts";
import { writeHarvested } from "./write-harvested.ts";

export interface CertificateFolder {
  /** Looks at once; resolves when all that was there is taken in and written. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Whatever the file system tells, the folder is looked at this often. */
const LOOK_MS = 10_000;
/** Looks after which every file is read again: lists may trust others, or members have other addresses. */
const LOOKS = 60;
/** Programs write a file in pieces. */
const SETTLE_MS = 200;

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  ENOENT: "make the folder that x509_user_certs names, or correct the name",
  EACCES: "let the server's user read and write the folder that x509_user_certs names",
};

export function watchCertificateFolder(site: CertificateSite, folder: string): CertificateFolder {
  return new WatchedFolder(site, folder);
}

class WatchedFolder implements CertificateFolder {
  readonly #site: CertificateSite;
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;
  readonly #watcher: FSWatcher | null;
  #settling: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  /** Name, time and size of each file that was looked at. */
  #seen: ReadonlyMap<string, string> = new Map();
  #writtenUntil = new Date(0);
  #looks = 0;
  /** They may have files that waited. */
  readonly #newcomers = new Newcomers();
  #stopped = false;
  /** Told once, until it is another or none. */
  #trouble = "";

  constructor(site: CertificateSite, folder: string) {
    this.#site = site;
    this.#folder = folder;
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
    this.#watcher = this.#watch();
    void this.look();
  }

  /** One look after the other. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => (this.#stopped ? undefined : this.#look()));
    return this.#looking;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#watcher?.close();
    await this.#looking;
  }

  /** null: such a folder cannot be watched; then it is looked at now and then. */
  #watch(): FSWatcher | null {
    try {
      const watcher = watch(this.#folder, { persistent: false }, () => this.#soon());
      watcher.on("error", () => watcher.close());
      return watcher;
    } catch {
      return null;
    }
  }

  #soon(): void {
    if (this.#settling !== null || this.#stopped) return;
    this.#settling = setTimeout(() => {
      this.#settling = null;
      void this.look();
    }, SETTLE_MS);
  }

  async #look(): Promise<void> {
    const { clock, logger } = this.#site;
    try {
      const isRound = this.#looks % LOOKS === 0;
      const joined = await this.#site.db.read((tx) =>
        isRound ? this.#newcomers.startRound(tx) : this.#newcomers.look(tx),
      );
      const before = isRound ? new Map<string, string>() : withoutThose(this.#seen, joined.addresses);
      this.#seen = await takeInFiles(this.#site, this.#folder, before);
      joined.seen();
      this.#looks += 1;
      const now = clock.now();
      await writeHarvested(this.#site, this.#folder, this.#writtenUntil);
      this.#writtenUntil = now;
      this.#trouble = "";
    } catch (thrown) {
      const { code = "internal" } = thrown as NodeJS.ErrnoException;
      if (code === this.#trouble) return;
      this.#trouble = code;
      logger.warn("certificates.folder-not-read", { code, todo: WHAT_TO_DO[code] ?? "conclave doctor" });
    }
  }
}
