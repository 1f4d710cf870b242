/**
 * Every bound on what comes from outside (S10), in one place, with a test each. Settings may lower
 * some of them; nothing raises them.
 */
export const LIMITS = {
  /** Octets of one message. */
  messageBytes: 100 * 1024 * 1024,
  /** Octets of one header section, and fields in it. */
  headerBytes: 256 * 1024,
  headerFields: 1000,
  /** Octets of one header field. */
  headerFieldBytes: 64 * 1024,
  /** MIME entities in one message, and how deep they nest. */
  mimeParts: 1000,
  mimeDepth: 32,
  /** Addresses in one header field. */
  addressesPerField: 5000,
  /** Cryptographic layers around one another. */
  cryptoLayers: 4,
  /** Octets of a cleartext-signed text with its signature (RFC 9580 §7): it is read line by line. */
  cleartextBytes: 16 * 1024 * 1024,
  /**
   * Octets after decompression (RFC 9580 §5.6, RFC 3274): so many times those before it, within the two bounds, so that
   * a small mail does not become huge.
   */
  decompressionRatio: 100,
  decompressedBytesSmall: 10 * 1024 * 1024,
  decompressedBytes: 100 * 1024 * 1024,
  /**
   * Octets of OpenPGP data encrypted with CAST5, Blowfish or Twofish: the library that reads them takes two seconds for
   * each megabyte of lengths that follow one another.
   */
  oldCipherBytes: 384 * 1024,
  /** Octets of BZip2 data with its runs still packed: to sort them back takes longer than all else in a message. */
  bzip2Bytes: 6 * 1024 * 1024,
  /** Octets of one key file or certificate file; keys or certificates in it. */
  keyFileBytes: 4 * 1024 * 1024,
  keysPerFile: 1000,
  /**
   * Keys that come along with a mail: files that are looked at, octets of one, keys of one that are described, and how
   * many wait for the owners for one member.
   */
  keyFilesAlong: 4,
  keyAlongBytes: 256 * 1024,
  keysAlong: 8,
  keyOffersPerMember: 5,
  /** User ids, user attributes and subkeys of one OpenPGP key. */
  partsPerKey: 500,
  /** Self-signatures of one OpenPGP key: each is verified to judge it. */
  selfSignaturesPerKey: 500,
  /**
   * Certificates between a signer and an anchor; for all signers of a message, signatures of certificates checked on
   * the way, and names held against constraints.
   */
  certificateChain: 10,
  certificatePathSteps: 128,
  constrainedNames: 250_000,
  /** Octets of one certificate. */
  certificateBytes: 128 * 1024,
  /**
   * Revocation lists that are fetched: octets of one, milliseconds until it is there, and how many addresses are asked in
   * one run.
   */
  revocationListBytes: 16 * 1024 * 1024,
  revocationListMs: 30_000,
  revocationListAddresses: 200,
  /** Octets of what an OCSP responder answers; certificates that it is asked about in one run. */
  statusResponseBytes: 128 * 1024,
  statusesAsked: 2000,
  /** Recipients (PKESK, RecipientInfo) tried with our keys; hidden recipients tried. */
  recipientsRead: 2000,
  hiddenRecipientsTried: 8,
  /** What scenarios look at of a text that came, and what all expressions of one may look through together: characters. */
  scenarioBodyChars: 128 * 1024,
  scenarioMatchChars: 2 * 1024 * 1024,
  /** Characters of one expression, before it is compiled. */
  scenarioPatternChars: 4096,
  /** States of one compiled expression, and characters times states of all that one scenario tries: half a second. */
  scenarioPatternStates: 1000,
  scenarioMatchWork: 8 * 1024 * 1024,
  /** A question to a directory: milliseconds, entries and octets of its answer. */
  directoryMs: 10_000,
  directoryEntries: 100,
  directoryBytes: 4 * 1024 * 1024,
  signaturesPerMessage: 16,
  /** Milliseconds between what a signature says of its time and its arrival on a list: before, and after (S4). */
  signatureAgeMs: 7 * 24 * 60 * 60 * 1000,
  signatureAheadMs: 24 * 60 * 60 * 1000,
  /** Verifications for all signers of a message, and how often its content is hashed for them. */
  signatureAttempts: 48,
  contentPasses: 8,
  /** Octets of the signed attributes of a CMS signer, or of the authenticated ones of a message (RFC 5652, RFC 5083). */
  cmsAttributesBytes: 64 * 1024,
  /**
   * Key derivation from passphrases: memory of Argon2 and scrypt as a power of two KiB (256 MiB), rounds of one
   * derivation, rounds of all derivations of one PEM or PKCS#12 file, octets hashed for all of one OpenPGP file.
   */
  s2kArgon2MemoryExponent: 18,
  pbkdf2Rounds: 2_000_000,
  keyFileRounds: 20_000_000,
  keyFileHashedOctets: 3 * 1024 ** 3,
  /** SMTP: octets in one command line without its line end, recipients in one transaction, idle milliseconds. */
  smtpLineBytes: 4096,
  smtpRecipients: 1000,
  smtpIdleMs: 5 * 60 * 1000,
  /** Octets of one request on the control socket; the largest are member imports that carry keys. */
  controlRequestBytes: 128 * 1024 * 1024,
  /** Hops seen in Received before a message is taken to be in a loop (RFC 5321 §6.3). */
  receivedHops: 50,
  /** Kept posts in one mail to somebody who asked for them: how many, and octets of all but the first. */
  archiveAnswerPosts: 100,
  archiveAnswerBytes: 10 * 1024 * 1024,
  /** Octets of the posts in one digest, where there are several. */
  digestBytes: 10 * 1024 * 1024,
  /** Things that one mail may ask for whose writer proved nothing: each person that a command names is one. */
  unprovenWishes: 50,
  /** Characters of the password of a list's moderators: longer ones are none. */
  passwordChars: 200,
  /** Milliseconds until a DNS server has answered, or another is asked. */
  dnsMs: 2000,
  /** Milliseconds within a minute that mail waits for domains that do not answer; then all answers must come quickly. */
  dnsSilenceMs: 30_000,
  /** Signatures of domains that are verified of one message. */
  dkimSignatures: 10,
  /** Authors of one message whose domains are asked for a policy. */
  dmarcAuthors: 5,
  /** Milliseconds in which it is found out what domains say of one message. */
  messageCheckMs: 10_000,
  /** HTML that is made plain text: characters, and how deep its elements nest. */
  htmlChars: 4 * 1024 * 1024,
  htmlDepth: 256,
  /** What the time to parse HTML grows with: elements open at a tag and characters of its word, summed over all tags. */
  htmlOpen: 200_000_000,
  /** What the time to make text of HTML grows with: marks of quotes and lists before a line, summed over all lines. */
  htmlMarks: 1_000_000,
  /** Octets of the texts and HTML in a post that goes out without its files: what is more is a file. */
  scrubbedTextBytes: 1024 * 1024,
  /** Lists that a message may come through: fields X-BeenThere. */
  listsOnTheWay: 20,
  /**
   * The door for browsers: octets of a request's header and of its body, milliseconds until it is there, connections at
   * the same time, and how often one link is looked at in a minute.
   */
  webHeaderBytes: 8 * 1024,
  webBodyBytes: 8 * 1024,
  webRequestMs: 15_000,
  webConnections: 100,
  webLinkPerMinute: 20,
} as const;

/** Octets that compressed data of this size may become. */
export function decompressedLimit(compressedOctets: number): number {
  const { decompressionRatio, decompressedBytesSmall, decompressedBytes } = LIMITS;
  return Math.min(decompressedBytes, Math.max(decompressedBytesSmall, decompressionRatio * compressedOctets));
}
