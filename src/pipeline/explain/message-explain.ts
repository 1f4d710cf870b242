/** The operation behind `conclave explain`: the real pipeline over any message, with no effect at all. */
import { type Bytes, ok } from "#base";
import { type Context, operation } from "#operations";
import { knownSiteSecret } from "#store";
import { createCryptWork } from "#threads";
import { createKeyring } from "../keyring.ts";
import { SECRET_NAMES } from "../secret-names.ts";
import type { LookingSite } from "../site.ts";
import { explainMessage } from "./explain-message.ts";
import { findNamedMessage } from "./named-message.ts";
import { type Wanted, wantedMessage } from "./wanted-message.ts";

export const messageExplain = operation({
  name: "message.explain",
  summary: "Say what would become of a message",
  input: wantedMessage,
  async run(context, wanted) {
    const now = context.clock.now();
    const trusted = (context.trustedMailServers ?? []).length > 0;
    const { arrival, arrived } = await context.db.read((tx) =>
      findNamedMessage(tx, wanted, { now, trusted }),
    );
    const crypt = createCryptWork();
    try {
      const said = { ...arrived, list: { ...arrived.list, texts: context.texts } };
      return ok(await explainMessage(await lookingSite(context, crypt, wanted), arrival, said));
    } finally {
      await crypt.close();
    }
  },
});

/** A secret that nobody asked for yet has marked nothing: any other will do, and none is stored. */
async function lookingSite(
  context: Context,
  crypt: LookingSite["crypt"],
  { at }: Wanted,
): Promise<LookingSite> {
  const { db, clock, random, scenarios, authorityFiles, dmarcPolicy, trustedMailServers = [] } = context;
  const { checkMessage, authservId } = context;
  const known = (name: string): Promise<Bytes | null> => db.read((tx) => knownSiteSecret(tx, name));
  const secret = async (name: string): Promise<Bytes> => (await known(name)) ?? random.bytes(32);
  return {
    db,
    crypt,
    random,
    clock: at === undefined ? clock : { now: () => new Date(at) },
    keyring: createKeyring(db, await secret(SECRET_NAMES.marks), authorityFiles),
    authservIds: trustedMailServers,
    scenarios,
    dmarcPolicy: dmarcPolicy ?? (async () => null),
    checkMessage,
    authservId,
    imageKey: await secret(SECRET_NAMES.messageIds),
  };
}
