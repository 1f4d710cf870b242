const SIGNATURE =
  /^(?:dkim-signature|domainkey-signature|arc-(?:seal|message-signature|authentication-results))$/i;

/** Whether other domains vouch for a message on its way by fields of this name. */
export function isOriginSignature(name: string): boolean {
  return SIGNATURE.test(name);
}
