/** `from_is_list = wrap`: the post enclosed, as it came, in a new message of the list's (RFC 2046 §5.2.1). */
import { type Bytes, concatBytes, latin1, type Random } from "#base";
import { isForeignField, messageIdImage } from "#lists";
import { composeMultipart, composePart, composeText, editHeader, type Entity, parseMessage } from "#mime";
import { keepsSignatureEnclosed } from "../../authentication/keeps-signature.ts";
import { renamedSignatures } from "../../authentication/renamed-signatures.ts";
import type { ClearFacts } from "./compose-clear.ts";

/** They stand outside as well; From, Subject and the list's fields are put in front as in any post. */
const KEPT = /^(?:from|to|cc|reply-to|date|subject|in-reply-to|references|received|x-beenthere)$/i;

/** @param facts of a message whose line ends are CRLF */
export function wrapped({ message, identity, list, outgoing }: ClearFacts, random: Random): Entity {
  const stays = (name: string): boolean => keepsSignatureEnclosed(name, list);
  const inner = editHeader(message, {
    remove: ({ name }) => isForeignField(name) && !stays(name),
    prepend: renamedSignatures({ list, header: message.header }, stays),
  });
  const enclosed = enclosing(inner);
  const { wrapText } = outgoing;
  const content =
    wrapText === ""
      ? enclosed
      : composeMultipart({
          subtype: "mixed",
          parts: [composeText(`${wrapText.trimEnd()}\n`, [["Content-Disposition", "inline"]]), enclosed],
          random,
        });
  const kept = message.header.fields.filter(({ name }) => KEPT.test(name)).map(({ raw }) => raw);
  const id = messageIdImage(identity.imageKey, list.address, `enclosing ${identity.messageId}`);
  const own = latin1(`Message-ID: ${id}\r\nMIME-Version: 1.0\r\n`);
  const parsed = parseMessage(concatBytes(...kept, own, content));
  return parsed.ok ? parsed.value : message;
}

function enclosing(body: Bytes): Bytes {
  const encoding = body.some((octet) => octet > 0x7f) ? "8bit" : "7bit";
  return composePart({
    fields: [
      ["Content-Type", "message/rfc822"],
      ["Content-Disposition", "inline"],
      ["Content-Transfer-Encoding", encoding],
    ],
    body,
  });
}
