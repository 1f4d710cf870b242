/** `conclave key offers`, `key accept` and `key refuse`: keys of members that wait for an owner. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { inGroups } from "#base";
import { type AcceptedKey, keyAccept, keyOfferList, type KeyOfferView, keyRefuse } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { count, SCHEME_NAMES, validity } from "../../show/human.ts";
import { rowNumber } from "../../show/row-number.ts";
import { facts } from "../../show/table.ts";

export function addOffers(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("offers")
    .description("List the keys of members that came along with mail and wait for an owner")
    .argument("<list>", "address of the list")
    .action(async (list, _options, command) => {
      const session = open(command);
      const offers = await session.run(keyOfferList, { list });
      session.print(offers, offerLines);
      if (offers.length > 0)
        session.hint(
          "Compare the digits with the member by another way than mail, then: conclave key accept",
        );
    });
}

export function addAccept(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("accept")
    .description("Bind keys that wait; compare their fingerprints with the members first")
    .argument("<list>", "address of the list")
    .argument("<number...>", "which, as `conclave key offers` shows them")
    .option("--replace", "in place of the members' present keys of the same kind")
    .action(async (list, numbers, { replace }, command) => {
      const session = open(command);
      const input = { list, numbers: numbers.map(rowNumber), replace: replace === true };
      session.print(await session.run(keyAccept, input), acceptedLines);
    });
}

export function addRefuse(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("refuse")
    .description("Drop keys that wait; they are not offered again for a year")
    .argument("<list>", "address of the list")
    .argument("<number...>", "which, as `conclave key offers` shows them")
    .action(async (list, numbers, _options, command) => {
      const session = open(command);
      const refused = await session.run(keyRefuse, { list, numbers: numbers.map(rowNumber) });
      session.print(refused, (keys) => `${count(keys.length, "key")} refused.`);
    });
}

function offerLines(offers: readonly KeyOfferView[]): string {
  if (offers.length === 0) return "No key waits on this list.";
  return offers.map(offerText).join("\n\n");
}

const CAME: Readonly<Record<KeyOfferView["via"], string>> = {
  signature: "in the signature of a mail",
  attachment: "attached to a signed mail",
  autocrypt: "in the Autocrypt field of a signed mail",
  folder: "in the site's folder of certificates",
  directory: "in the site's directory",
};

const USES = { both: "to seal and to sign", sign: "to sign only", encrypt: "to seal only" } as const;

const UNBACKED = ";\nanybody can have sent it";

function offerText(offer: KeyOfferView): string {
  const { scheme, algorithm, use, expiresAt, instead } = offer;
  const kind = [SCHEME_NAMES[scheme], algorithm, use === null ? "not readable" : USES[use]];
  return facts([
    ["number", offer.number],
    ["member", offer.member],
    ["key", `${kind.join(", ")}, ${validity(expiresAt)}\n${inGroups(offer.fingerprint)}`],
    ["names", [...offer.names, ...offer.addresses].join(", ")],
    ["came", `${offer.offeredAt.slice(0, 10)}, ${CAME[offer.via]}${offer.backed ? "" : UNBACKED}`],
    ...(instead.length === 0 ? [] : [["has", instead.map(inGroups).join("\n")] as const]),
  ]);
}

function acceptedLines(accepted: readonly AcceptedKey[]): string {
  return accepted
    .map(({ member, fingerprint, did }) => `${member}: ${did}, ${inGroups(fingerprint)}`)
    .join("\n");
}
