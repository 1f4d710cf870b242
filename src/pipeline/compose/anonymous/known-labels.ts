/** `anonymous_list`: labels of parts that many people use. Any other could be one person's: it is replaced by a plain one. */
import type { FieldList } from "#mime";

const TYPES: Readonly<Record<string, RegExp>> = {
  text: /^(?:plain|html|css|csv|markdown|xml|enriched|richtext|rtf|x-diff|x-patch)$/,
  image: /^(?:jpeg|jpg|pjpeg|png|gif|webp|heic|heif|avif|tiff|bmp|svg\+xml)$/,
  audio: /^(?:mpeg|mp3|mp4|m4a|x-m4a|ogg|opus|aac|amr|wav|x-wav|flac|webm|3gpp)$/,
  video: /^(?:mp4|mpeg|quicktime|webm|ogg|3gpp|x-msvideo|x-matroska)$/,
  message: /^(?:rfc822|global)$/,
  multipart: /^(?:mixed|alternative|related|encrypted|digest)$/,
  application:
    /^(?:octet-stream|pdf|rtf|json|xml|zip|x-zip-compressed|gzip|x-tar|x-7z-compressed|epub\+zip|msword|vnd\.ms-(?:excel|powerpoint)|vnd\.openxmlformats-officedocument\.(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)|vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation|graphics)|pgp-encrypted|(?:x-)?pkcs7-mime)$/,
};
const PLAIN: Readonly<Record<string, string>> = { text: "plain", multipart: "mixed" };

/** The type as it goes on. */
export function knownType({ type, subtype }: { readonly type: string; readonly subtype: string }): string {
  if (TYPES[type]?.test(subtype) === true) return `${type}/${subtype}`;
  const plain = PLAIN[type];
  return plain === undefined ? "application/octet-stream" : `${type}/${plain}`;
}

const ENDINGS =
  /\.(?:txt|html?|css|csv|md|xml|json|rtf|pdf|docx?|xlsx?|pptx?|od[tspg]|epub|zip|gz|tgz|tar|7z|jpe?g|png|gif|webp|hei[cf]|avif|tiff?|bmp|svg|mp[34]|m4[av]|og[gv]|opus|aac|amr|wav|flac|webm|3gp|mov|mpe?g|avi|mkv|eml|gpg|pgp)$/i;

/** The ending of a file's name, with its dot; "": none that many people use. */
export function knownEnding(name: string): string {
  return ENDINGS.exec(name)?.[0].toLowerCase() ?? "";
}

const PARAMETERS: Readonly<Record<string, RegExp>> = {
  format: /^(?:flowed|fixed)$/i,
  delsp: /^(?:yes|no)$/i,
  type: /^(?:text\/(?:plain|html)|multipart\/(?:alternative|mixed))$/i,
  protocol: /^application\/pgp-encrypted$/i,
  "smime-type": /^(?:authenveloped-data|enveloped-data|compressed-data)$/i,
  hp: /^(?:clear|cipher)$/i,
};

/** Of the parameters of a Content-Type those that programs need, with values that many people use. */
export function knownParameters(parameters: ReadonlyMap<string, string>): FieldList {
  const charset = parameters.get("charset")?.toLowerCase() ?? "";
  const others = Object.entries(PARAMETERS).flatMap(([name, values]) => {
    const value = parameters.get(name) ?? "";
    return values.test(value) ? [[name, value.toLowerCase()] as const] : [];
  });
  return isCharset(charset) ? [["charset", charset], ...others] : others;
}

/** Whether a charset is one of the Encoding Standard in which ASCII is ASCII: only in those texts can be looked through. */
export function isCharset(label: string): boolean {
  if (!/^[\w.:-]{2,40}$/.test(label)) return false;
  try {
    return !new TextDecoder(label).encoding.startsWith("utf-16");
  } catch {
    return false;
  }
}
