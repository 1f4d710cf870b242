/** Where octets from outside come in. Each door answers with a value whatever it is given; what it throws is a fault. */
import type { Bytes, EmailAddress } from "#base";
import { type Keyring, readKeyring } from "#inspect";
import { prepareMemberKey, readListKey } from "#keys";
import {
  decodeBody,
  decodeText,
  decodeWords,
  type Entity,
  messageIds,
  parseAddresses,
  parseMessage,
  readTnef,
} from "#mime";
import { NOW } from "../support/programs/correspondents.ts";
import type { FuzzInput } from "./make-input.ts";
import { PASSPHRASE } from "./material.ts";

type Door = (octets: Bytes) => Promise<unknown>;

const ADDRESS = "alice@example.org" as EmailAddress;

const keyring = (files: Partial<Parameters<typeof readKeyring>[0]>): Promise<Keyring> =>
  readKeyring({ secrets: [], keys: [], anchors: [], passphrases: [PASSPHRASE], at: NOW, ...files });

const file = (bytes: Bytes) => [{ path: "fuzz", bytes }];

const member: Door = (octets) =>
  prepareMemberKey({ file: octets, address: ADDRESS, fingerprint: null, confirmAddress: true, at: NOW });

const parts: Door = (octets) => {
  const parsed = parseMessage(octets);
  if (parsed.ok) readPart(parsed.value);
  return Promise.resolve();
};

function readPart(entity: Entity): void {
  for (const { value } of entity.header.fields) {
    parseAddresses(value);
    decodeWords(value);
    messageIds(value);
  }
  if (entity.children.length === 0) decodeText(entity);
  readTnef(decodeBody(entity));
  for (const child of entity.children) readPart(child);
}

/** Besides `inspect`. */
export const DOORS: Readonly<Record<FuzzInput["kind"], Readonly<Record<string, Door>>>> = {
  message: { parts },
  key: { keys: (octets) => keyring({ keys: file(octets) }), member },
  anchor: { anchors: (octets) => keyring({ anchors: file(octets) }), member },
  secret: {
    secrets: (octets) => keyring({ secrets: file(octets) }),
    list: (octets) => readListKey({ file: octets, passphrase: PASSPHRASE, address: ADDRESS, at: NOW }),
  },
};
