/** multipart/signed (RFC 1847 §2.1) around an entity whose octets are signed as they are. */
import { type Bytes, type ListSecret, type Random, utf8 } from "#base";
import { composeMultipart, composePart, encodeBase64Lines, type FieldList } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";

interface SignRequest {
  /** CRLF line ends, fit to travel as it is. */
  readonly content: Bytes;
  readonly signWith: ListSecret;
  readonly at: Date;
  readonly random: Random;
  /** Of a post: the lists that it came through (RFC 2634 §4). */
  readonly expansions?: readonly Bytes[] | undefined;
}

interface SignaturePart {
  readonly protocol: string;
  readonly micalg: string;
  readonly part: Bytes;
}

export async function signEntity(request: SignRequest): Promise<Bytes> {
  const { content, signWith, at, random, expansions } = request;
  const input = { content, signWith, at, expansions };
  const { protocol, micalg, part } = signWith.scheme === "openpgp" ? await pgpPart(input) : cmsPart(input);
  const parameters: FieldList = [
    ["protocol", protocol],
    ["micalg", micalg],
  ];
  return composeMultipart({ subtype: "signed", parameters, parts: [content, part], random });
}

type Signing = Omit<SignRequest, "random">;

/** RFC 3156 §5. */
async function pgpPart(input: Signing): Promise<SignaturePart> {
  const { signature, micalg } = await openpgp.signDetached(input);
  const fields: FieldList = [
    ["Content-Type", 'application/pgp-signature; name="signature.asc"'],
    ["Content-Description", "OpenPGP digital signature"],
    ["Content-Disposition", 'attachment; filename="signature.asc"'],
  ];
  return {
    protocol: "application/pgp-signature",
    micalg,
    part: composePart({ fields, body: utf8(signature) }),
  };
}

/** RFC 8551 §3.5.3. */
function cmsPart(input: Signing): SignaturePart {
  const { signature, micalg } = smime.signDetached(input);
  const fields: FieldList = [
    ["Content-Type", 'application/pkcs7-signature; name="smime.p7s"'],
    ["Content-Transfer-Encoding", "base64"],
    ["Content-Disposition", 'attachment; filename="smime.p7s"'],
  ];
  return {
    protocol: "application/pkcs7-signature",
    micalg,
    part: composePart({ fields, body: encodeBase64Lines(signature) }),
  };
}
