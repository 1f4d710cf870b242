import { z } from "zod";
import { type Fingerprint, ok, type Scheme } from "#base";
import { type DescribedOffer, describeOffer } from "#keys";
import { type KeyOffer, keyOffers, keysOfMembers } from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iso } from "../../views.ts";
import { wantedList } from "../../wanted.ts";

export interface KeyOfferView {
  readonly number: number;
  readonly member: string;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly algorithm: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** How it came: in a signature, attached, in the Autocrypt field, or from the site's folder or directory. */
  readonly via: KeyOffer["via"];
  /** False: nothing speaks for it that it came from the member. */
  readonly backed: boolean;
  /** What it is for: null if it cannot be read any more. */
  readonly use: DescribedOffer["use"] | null;
  readonly offeredAt: string;
  readonly expiresAt: string | null;
  /** Fingerprints of the keys of this kind that the member has. */
  readonly instead: readonly Fingerprint[];
}

export const keyOfferList = operation({
  name: "key.offers",
  summary: "List the keys of members that wait for an owner",
  input: z.strictObject({ list: address }),
  async run({ db, clock }, wanted) {
    const at = clock.now();
    const { offers, bound } = await db.read(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const waiting = await keyOffers(tx, list.id);
      const members = [...new Set(waiting.map(({ memberId }) => memberId))];
      return { offers: waiting, bound: await keysOfMembers(tx, members) };
    });
    const views: KeyOfferView[] = [];
    for (const offer of offers) {
      const own = bound.filter(
        ({ memberId, scheme }) => memberId === offer.memberId && scheme === offer.scheme,
      );
      views.push(
        viewOf(
          offer,
          await describeOffer(offer, at),
          own.map(({ fingerprint }) => fingerprint),
        ),
      );
    }
    return ok(views);
  },
});

function viewOf(
  offer: KeyOffer,
  described: DescribedOffer | null,
  instead: readonly Fingerprint[],
): KeyOfferView {
  const { id, member, scheme, fingerprint, via, backed, offeredAt } = offer;
  const description = described?.description;
  return {
    number: id,
    member,
    scheme,
    fingerprint,
    algorithm: description?.algorithm ?? "",
    names: description?.names ?? [],
    addresses: description?.addresses ?? [],
    via,
    backed,
    use: described?.use ?? null,
    offeredAt: offeredAt.toISOString(),
    expiresAt: iso(description?.expiresAt ?? null),
    instead,
  };
}
