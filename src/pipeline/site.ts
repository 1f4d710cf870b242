/** What the pipeline works with, made once by `main`. */
import type { Bytes, Clock, EmailAddress, Language, ListId, Logger, MemberId, Random } from "#base";
import type { OwnTexts } from "#i18n";
import type { DmarcLookUp, MessageCheck } from "#domains";
import type { Database } from "#store";
import type { CryptWork } from "#threads";
import type { LinkReader, ScenarioSite } from "#operations";
import type { Keyring } from "./in-flight.ts";

/** What may look at everything and change nothing. */
export interface LookingSite extends Pick<
  PipelineSite,
  | "keyring"
  | "crypt"
  | "imageKey"
  | "authservIds"
  | "scenarios"
  | "dmarcPolicy"
  | "leaveLink"
  | "clock"
  | "random"
> {
  readonly db: Pick<Database, "read">;
  readonly checkMessage?: MessageCheck | undefined;
  readonly authservId?: string | undefined;
}

export interface PipelineSite {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Opens and seals. */
  readonly crypt: CryptWork;
  /** Key of the images of Message-IDs (S8). */
  readonly imageKey: Bytes;
  /** Mail servers whose Authentication-Results count, where they come through a trusted listener (S15). */
  readonly authservIds: readonly string[];
  /** Asks the DNS. */
  readonly dmarcPolicy: DmarcLookUp;
  /** Asks the DNS what stands behind a message; absent: nothing is checked. */
  readonly checkMessage?: MessageCheck | undefined;
  /** Our name in Authentication-Results; absent: we write none. */
  readonly authservId?: string | undefined;
  /** What the site gives to scenarios. */
  readonly scenarios: ScenarioSite;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Return path that tells whose copy bounced (VERP, S15). */
  returnPath(list: { readonly id: ListId; readonly address: EmailAddress }, member: MemberId): string;
  /** The member whose copy a bounce is about; null without a fresh tag of ours (S15). */
  bouncedMember(list: EmailAddress, tag: string): MemberId | null;
  /** The link by which a member leaves their list (RFC 8058); absent: the site has no web address. */
  readonly leaveLink?: ((reader: LinkReader) => string) | undefined;
  /** A text of the operator's own; null: ours is used. */
  template(wanted: {
    readonly list: EmailAddress;
    readonly language: string;
    readonly name: string;
  }): Promise<string | null>;
  /** Of the site itself; absent: English. */
  readonly language?: Language | undefined;
  /** How the operator words what lists say; absent: as we do. */
  readonly texts?: OwnTexts | undefined;
  /** Somebody ordered a mail. */
  wakeErrands(): void;
  /** The outbox has new rows. */
  wakeDelivery(): void;
}
