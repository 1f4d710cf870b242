/** GeneralName (RFC 5280 §4.2.1.6): the kinds of name that certificates and name constraints speak of. */
import { type Bytes, fromLatin1 } from "#base";
import { childrenOf, type Element, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor, oidText } from "../asn1/cursor.ts";
import { STRING_TAG, utf8Text } from "./distinguished-name.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface MailName {
  /** ASCII, or UTF-8 (RFC 9598 §3). */
  readonly form: "rfc822Name" | "SmtpUTF8Mailbox";
  readonly text: string;
}

export type GeneralName =
  | MailName
  | { readonly form: "dNSName" | "uniformResourceIdentifier"; readonly text: string }
  | { readonly form: "directoryName"; readonly name: Bytes }
  | { readonly form: "iPAddress"; readonly octets: Bytes }
  /** Kinds that nobody compares here: otherName by its type, x400Address, ediPartyName, registeredID. */
  | { readonly form: "other"; readonly kind: string };

export function isMailName(name: GeneralName): name is MailName {
  return name.form === "rfc822Name" || name.form === "SmtpUTF8Mailbox";
}

/** GeneralNames ::= SEQUENCE OF GeneralName */
export function readGeneralNames(value: Bytes): GeneralName[] {
  const names = readWhole(value);
  return names.tag === TAG.sequence ? childrenOf(names).map(readGeneralName) : refuse("malformed");
}

export function readGeneralName(element: Element): GeneralName {
  const { tag, content } = element;
  switch (tag) {
    case 0xa0:
      return readOtherName(element);
    case 0x81:
      return { form: "rfc822Name", text: fromLatin1(content) };
    case 0x82:
      return { form: "dNSName", text: fromLatin1(content) };
    // The tag of a CHOICE is explicit.
    case 0xa4:
      return { form: "directoryName", name: new Cursor(element, 0xa4).take(TAG.sequence).raw };
    case 0x86:
      return { form: "uniformResourceIdentifier", text: fromLatin1(content) };
    case 0x87:
      return { form: "iPAddress", octets: content };
    case 0xa3:
    case 0xa5:
    case 0x88:
      return { form: "other", kind: String(tag) };
    default:
      return refuse("malformed");
  }
}

/** OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT ANY } */
function readOtherName(element: Element): GeneralName {
  const fields = new Cursor(element, 0xa0);
  const type = oidText(fields.take(TAG.oid));
  const value = new Cursor(fields.take(0xa0), 0xa0).any();
  const isText = type === OID.smtpUtf8Mailbox && value.tag === STRING_TAG.utf8;
  const text = isText ? utf8Text(value.content) : null;
  return text === null ? { form: "other", kind: type } : { form: "SmtpUTF8Mailbox", text };
}
