import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, systemRandom, utf8, view } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { composeMultipart, composePart, parseMessage } from "#mime";
import {
  type Correspondent,
  correspondent,
  entity,
  mixed,
  openFor,
  postFrom,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import type { InFlight } from "../in-flight.ts";
import { filterPost } from "./filter-post.ts";

const FILTER: ListSettingChanges = {
  distribution: "as_received",
  filter_content: "yes",
  pass_mime_types: "",
};

/** A signed post that was opened, as it is behind the filter. */
async function behind(author: Correspondent, content: Bytes): Promise<InFlight> {
  const raw = postFrom(author, await signed(author, content));
  const [message, opened] = [parseMessage(raw), await openFor(raw, [], [author])];
  assert.ok(message.ok && opened.ok && opened.value.layers[0]?.kind === "signed");
  const list = { settings: listSettings(FILTER) } as InFlight["list"];
  const mail = { raw, list, message: message.value, opened: opened.value, outgoing: {} } as InFlight;
  const result = await filterPost(mail);
  assert.equal(result.next, "continue");
  return result.mail;
}

const FILE = composePart({
  fields: [["Content-Type", 'application/octet-stream; name="a.exe"']],
  body: utf8("forbidden\r\n"),
});
const HTML = composePart({ fields: [["Content-Type", "text/html"]], body: utf8("<b>words</b>\r\n") });

for (const scheme of ["openpgp", "smime"] as const) {
  test(`${scheme}: what is taken out of a signed post is not in it as it came, either`, async () => {
    const author = await correspondent("alice", scheme);
    const mail = await behind(author, mixed(entity("words\n"), FILE));
    for (const octets of [mail.message.raw, mail.opened?.content ?? FILE]) {
      assert.match(view(octets).toString(), /words/);
      assert.doesNotMatch(view(octets).toString(), /forbidden|multipart\/signed/);
    }
    assert.equal(mail.message.header.first("subject")?.value, "outside");
    assert.equal(mail.opened?.posterSigned, null);
    assert.equal(mail.outgoing.filtered, true);
  });

  test(`${scheme}: a signature is not given away for what would only look better`, async () => {
    const author = await correspondent("alice", scheme);
    const parts = [entity("words\n"), HTML];
    const mail = await behind(
      author,
      composeMultipart({ subtype: "alternative", parts, random: systemRandom }),
    );
    assert.match(view(mail.message.raw).toString(), /multipart\/signed[^]*<b>words/);
    assert.notEqual(mail.opened?.posterSigned, null);
  });
}
