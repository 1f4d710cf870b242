/** `anonymous_list`: which parts of a post name their author by what they are. Labels are what senders choose: octets count too. */
import { type Bytes, view } from "#base";
import { decodeBody, type Entity, fileNamesOf } from "#mime";

/** Signatures, keys, cards, calendars, reports with addresses, headers alone, and Outlook's wrapping with its field for the sender. */
const TYPES =
  /^(?:application\/(?:(?:x-)?pkcs7-(?:signature|certificates|certreqresp)|pgp-(?:signature|keys)|x-x509-.*|pkix-.*|pkcs(?:8|10|12)|x-pkcs12|x-pem-file|pem-certificate-chain|(?:vnd\.)?ms-tnef|ics|calendar\+.*|vcard\+.*)|text\/(?:(?:x-)?vcard|x-vcalendar|directory|calendar|rfc822-headers)|message\/(?!(?:rfc822|global)$).*)$/;
const NAMES =
  /(?:^winmail\.dat|\.(?:p7[bcs]|p10|p12|pfx|asc|sig|cer|crt|der|pem|vcf|vcard|ics|ical|ifb|vcs))[\s.]*$/i;
/** Of the encoded body. */
const FIRST_OCTETS = 120;
const STARTS = /^(?:\xef\xbb\xbf)?\s*BEGIN:V(?:CARD|CALENDAR)\b/i;
const TNEF = "\x78\x9f\x3e\x22";
/** id-signedData, RFC 5652 §5.1. */
const SIGNED_DATA = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

/** Nothing of it goes on. */
export function isOfAuthor(entity: Entity): boolean {
  if (TYPES.test(entity.contentType.essence)) return true;
  if (fileNamesOf(entity).some((name) => NAMES.test(name))) return true;
  const start = { ...entity, body: entity.body.subarray(0, FIRST_OCTETS) };
  return entity.children.length === 0 && startsAsOne(decodeBody(start));
}

function startsAsOne(octets: Bytes): boolean {
  const start = view(octets).toString("latin1");
  return (
    STARTS.test(start) || start.startsWith(TNEF) || (start.startsWith("0") && start.includes(SIGNED_DATA))
  );
}

const ENVELOPED = /^(?:authenveloped-data|enveloped-data|compressed-data)$/i;

/** Opaque S/MIME: text and certificate are one. */
export function isOpaque(entity: Entity): boolean {
  const { essence, parameters } = entity.contentType;
  if (/^application\/(?:x-)?pkcs7-mime$/.test(essence))
    return !ENVELOPED.test(parameters.get("smime-type") ?? "");
  return fileNamesOf(entity).some((name) => /\.p7m[\s.]*$/i.test(name));
}
