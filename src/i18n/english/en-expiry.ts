/** English of what members and owners hear of keys that expire. */
export const enExpiry = {
  "expiry-subject-soon": "Your key expires soon",
  "expiry-subject-expired": "Your key has expired",
  "expiry-1": "This is the key that { $list } knows you by:",
  "expiry-key-openpgp-soon": "OpenPGP key { $fingerprint }: expires on { $date }",
  "expiry-key-openpgp-expired": "OpenPGP key { $fingerprint }: expired on { $date }",
  "expiry-key-smime-soon": "Certificate { $fingerprint }: expires on { $date }",
  "expiry-key-smime-expired": "Certificate { $fingerprint }: expired on { $date }",
  "expiry-then-soon":
    "Until then nothing changes. After that day the list seals nothing to it, and what you sign with it does not count.",
  "expiry-then-expired": "The list seals nothing to it any more, and what you sign with it does not count.",

  "expiry-owners-subject": "Keys that expire: { $list }",
  "expiry-owners-1": "These keys of { $list } expire soon, or have expired:",
  "expiry-owners-member": "{ $who }: { $key }",
  "expiry-owners-own": "The list itself: { $key }",
  "expiry-owners-more": "and { $count } more",
  "expiry-owners-told": "Each member whose key it is was told, and what to do.",
  "expiry-owners-do": "When a new key comes: conclave key import { $list } --member ADDRESS FILE",
  "expiry-owners-do-own":
    "The list itself needs a new key: conclave key rotate { $list } --scheme { $scheme }",
} as const;
