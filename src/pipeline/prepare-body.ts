/** One profile's body: in clear as it came, or sealed or signed by the list ("Seal once, exactly"). */
import type { Bytes, Profile, Recipient } from "#base";
import { err, ok, type Result } from "#base";
import type { PostRow } from "#store";
import { composeClear } from "./compose-clear.ts";
import { composePost } from "./compose-post.ts";
import type { InFlight } from "./in-flight.ts";
import { type NotSendable, whyNotSendable } from "./not-sendable.ts";
import type { PostIdentity } from "./outside.ts";
import type { PipelineSite } from "./site.ts";

export interface ProfileBody {
  readonly kind: "sealed" | "clear";
  readonly outer: Bytes;
  readonly before: Bytes;
  readonly shared: Bytes;
  readonly after: Bytes;
  readonly encoding: "base64" | "as-is";
  headFor(recipient: Recipient): Bytes;
}

export interface BodyRequest {
  readonly mail: InFlight;
  readonly post: PostRow;
  readonly identity: PostIdentity;
  readonly profile: Profile;
}

const NOTHING = new Uint8Array();

/** The error: it cannot be sent on without breaking what was signed in it (S15), or its header is too long. */
export async function prepareBody(
  site: PipelineSite,
  request: BodyRequest,
): Promise<Result<ProfileBody, NotSendable>> {
  const { opened } = request.mail;
  try {
    return opened === null ? clearBody(request) : ok(await sealedBody(site, request, opened));
  } catch (thrown) {
    const why = whyNotSendable(thrown);
    if (why !== null) return err(why);
    throw thrown;
  }
}

function clearBody({ mail, identity }: BodyRequest): Result<ProfileBody, NotSendable> {
  const composed = composeClear(mail.list, mail.message, identity.messageId);
  if (!composed.ok) return composed;
  const { outer, body } = composed.value;
  return ok({
    kind: "clear",
    outer,
    before: NOTHING,
    shared: body,
    after: NOTHING,
    encoding: "as-is",
    headFor: () => NOTHING,
  });
}

async function sealedBody(
  site: PipelineSite,
  { mail, post, identity, profile }: BodyRequest,
  opened: NonNullable<InFlight["opened"]>,
): Promise<ProfileBody> {
  const protect = await import("#protect");
  const secrets = await site.keyring.secrets(mail.list.id);
  const openpgpKey =
    secrets.openpgp === null || secrets.openpgpPublic === null
      ? null
      : {
          fingerprint: secrets.openpgp.fingerprint,
          autocrypt: protect.autocryptValue(mail.list.address, secrets.openpgpPublic),
        };
  const facts = { mail, opened, identity, thread: post.threadNumber, openpgpKey };
  const sealed = await protect.sealPost({
    profile: { ...profile, sign: signs(profile, secrets) },
    post: composePost(facts, profile),
    secrets,
    at: site.clock.now(),
    random: site.random,
  });
  const { outer, before, after, encoding, body } = sealed;
  const isSealed = protect.isSealed(body);
  const shared = isSealed ? body.shared : body.clear;
  return {
    kind: isSealed ? "sealed" : "clear",
    outer,
    before,
    shared,
    after,
    encoding,
    headFor: (recipient) => sealed.headFor(recipient),
  };
}

/** A list that should sign and has no key for it seals all the same, for each member alone. */
export function signs(
  profile: Profile,
  secrets: { readonly openpgp: unknown; readonly smime: unknown },
): boolean {
  return profile.sign && profile.scheme !== "clear" && secrets[profile.scheme] !== null;
}
