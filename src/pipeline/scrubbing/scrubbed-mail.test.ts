import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId, view } from "#base";
import { type ListSettings, listSettings } from "#config";
import { parseMessage } from "#mime";
import { WORDS_AND_FILE } from "../../../test/support/lists/posts-with-files.ts";
import { correspondent, openFor, postFrom, signed } from "../../../test/support/programs/correspondents.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import type { InFlight } from "../in-flight.ts";
import { AS_WRITTEN } from "../outgoing-facts.ts";
import { scrubbedMail } from "./scrubbed-mail.ts";

const SIGNED_BY_LIST = {
  scheme: "openpgp",
  cipher: "none",
  sign: true,
  marked: false,
  language: "en",
} as const;

for (const scheme of ["openpgp", "smime"] as const) {
  test(`${scheme}: as received, a signed post keeps its signature or goes as text that the list signs`, async () => {
    const author = await correspondent("alice", scheme);
    const raw = postFrom(author, await signed(author, WORDS_AND_FILE));
    const [message, opened] = [parseMessage(raw), await openFor(raw, [], [author])];
    assert.ok(message.ok && opened.ok);
    const scrubbed = (how: ListSettings["scrub_nondigest"]) => {
      const settings = listSettings({
        distribution: "as_received",
        gpg_distrib_sign: "yes",
        scrub_nondigest: how,
      });
      const list = {
        id: asId<ListId>(1),
        address: "team@example.org" as EmailAddress,
        displayName: "Team",
        settings,
      };
      const mail = {
        list,
        message: message.value,
        opened: opened.value,
        outgoing: AS_WRITTEN,
        shownAs: null,
      };
      return scrubbedMail(mail as InFlight, { number: 1, way: "get" });
    };
    const kept = await scrubbed("yes");
    assert.equal(kept.message, message.value, "octet for octet");
    assert.equal(kept.opened?.posterSigned, opened.value.posterSigned);
    assert.equal(goesAsItCame(kept, SIGNED_BY_LIST), true);
    const text = await scrubbed("all");
    assert.equal(goesAsItCame(text, SIGNED_BY_LIST), false);
    assert.equal(text.opened?.posterSigned, null);
    for (const octets of [text.message.raw, text.opened.content, kept.opened?.content])
      assert.match(view(octets ?? raw).toString(), /^(?![^]*-signature)[^]*words for members[^]*GET team 1/);
    assert.equal(text.message.header.first("from")?.value, author.address);
  });
}
