/** Readers of digests who could not have what goes to nobody but sealed, and can by now. */
import { keyUsability, type MemberId } from "#base";
import { planSealed } from "#lists";
import { digestReaders, keysOfMembers, lastReaders, type Reader, type StoredList } from "#store";
import { settingsOf } from "../lists/list-settings-of.ts";

const PAGE = 200;

/** Whether one more digest would bring anybody what the others left out. */
export async function isSomebodyLate(tx: Reader, list: StoredList, at: Date): Promise<boolean> {
  return (await isAmong(tx, { list, at }, digestReaders)) || isAmong(tx, { list, at }, lastReaders);
}

interface Asked {
  readonly list: StoredList;
  readonly at: Date;
}

async function isAmong(tx: Reader, { list, at }: Asked, readers: typeof digestReaders): Promise<boolean> {
  const settings = settingsOf(list);
  for (let after: MemberId | undefined; ;) {
    // In front of the first post nobody lacks any but sealed ones.
    const page = await readers(tx, { listId: list.id, last: 0, after, limit: PAGE });
    const ids = page.map(({ memberId }) => memberId);
    const keys = Map.groupBy(await keysOfMembers(tx, ids), ({ memberId }) => memberId);
    const canHave = (id: MemberId) => {
      const states = (keys.get(id) ?? []).map((key) => {
        const { scheme, fingerprint } = key;
        return { scheme, fingerprint, state: keyUsability(key, at) };
      });
      return planSealed(settings, { id, keys: states }).plan.kind === "copy";
    };
    if (ids.some(canHave)) return true;
    after = ids.at(-1);
    if (page.length < PAGE) return false;
  }
}
