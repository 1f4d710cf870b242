/** One profile's body: in clear as it came, or sealed or signed by the list ("Seal once, exactly"). */
import { err, ok, type Profile, type Result } from "#base";
import type { ListSettings } from "#config";
import { familiesFor } from "#lists";
import type { PostRow } from "#store";
import { arcOf } from "../authentication/authentication-fields.ts";
import { composeClear } from "../compose/clear/compose-clear.ts";
import { composePost } from "../compose/opened/compose-post.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import type { InFlight } from "../in-flight.ts";
import { type NotSendable, whyNotSendable } from "../compose/not-sendable.ts";
import type { CopyReader } from "../compose/words/list-placeholders.ts";
import type { PostIdentity } from "../compose/opened/outside.ts";
import { clearReady, type ReadyBody, sealedReady } from "../compose/ready-body.ts";
import type { LookingSite } from "../site.ts";

type BodySite = Pick<LookingSite, "keyring" | "crypt" | "clock" | "random">;

/** An accepted post on its way to the members. */
export interface Sealing {
  readonly mail: InFlight;
  readonly post: PostRow;
  readonly identity: PostIdentity;
}

export interface BodyRequest extends Sealing {
  readonly profile: Profile;
  /** Whose copy it is, where copies differ; absent: one for all. */
  readonly reader?: CopyReader;
}

/** The error: it cannot be sent on without breaking what was signed in it (S15), or its header is too long. */
export async function prepareBody(
  site: BodySite,
  request: BodyRequest,
): Promise<Result<ReadyBody, NotSendable>> {
  const { mail, profile } = request;
  const { opened } = mail;
  return opened === null || goesAsItCame(mail, profile)
    ? clearBody(request)
    : sealedBody(site, request, opened);
}

/** In clear as it came, under the list's header fields. */
export function clearBody({ mail, post, identity, reader }: BodyRequest): Result<ReadyBody, NotSendable> {
  const { list, message, outgoing } = mail;
  const facts = { list, message, outgoing, identity, number: post.number, reader: reader ?? null };
  const composed = composeClear(facts);
  if (!composed.ok) return composed;
  const { outer, body } = composed.value;
  return ok(clearReady(outer, body, arcOf({ list, outgoing })));
}

async function sealedBody(
  site: BodySite,
  { mail, post, identity, profile }: BodyRequest,
  opened: NonNullable<InFlight["opened"]>,
): Promise<Result<ReadyBody, NotSendable>> {
  const protect = await import("#protect");
  const secrets = await site.keyring.secrets(mail.list.id);
  const openpgpKey =
    secrets.openpgp === null || secrets.openpgpPublic === null
      ? null
      : {
          fingerprint: secrets.openpgp.fingerprint,
          autocrypt: protect.autocryptValue(mail.list.address, secrets.openpgpPublic),
        };
  const numbers = { number: post.number, thread: post.threadNumber };
  const facts = { mail, opened, identity, numbers, openpgpKey };
  const sealed = await site.crypt.seal({
    profile: signedIn(profile, mail.list.settings, secrets),
    post: { ...composePost(facts, profile), expansions: protect.listsBefore(opened.expansions) },
    secrets,
    at: site.clock.now(),
    random: site.random,
  });
  return sealed.ok ? ok(sealedReady(sealed.value)) : err(whyNotSendable(sealed.error));
}

interface OwnSecrets {
  readonly openpgp: unknown;
  readonly smime: unknown;
}

/**
 * The family that a copy is signed in. One that is not sealed may be signed in the list's other family where its own
 * has no key: who reads it in clear can tell that the list wrote it.
 */
export function signedIn(profile: Profile, settings: ListSettings, secrets: OwnSecrets): Profile {
  if (profile.cipher !== "none" || !profile.sign || signs(profile, secrets))
    return { ...profile, sign: signs(profile, secrets) };
  const other = familiesFor(settings, "distrib_sign").find((scheme) => secrets[scheme] !== null);
  return other === undefined ? { ...profile, sign: false } : { ...profile, scheme: other };
}

/** A list that should sign and has no key for it seals all the same, for each member alone. */
export function signs(profile: Profile, secrets: OwnSecrets): boolean {
  return profile.sign && profile.scheme !== "clear" && secrets[profile.scheme] !== null;
}
