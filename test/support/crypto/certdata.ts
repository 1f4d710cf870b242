/** NSS's list of authorities, written by hand. */
import { type Bytes, utf8 } from "#base";
import { readCertificate } from "../../../src/smime/certificates/certificate.ts";
import type { TestAuthority } from "./pki.ts";

export function octal(bytes: Bytes): string {
  return `MULTILINE_OCTAL\n${[...bytes].map((one) => `\\${one.toString(8).padStart(3, "0")}`).join("")}\nEND`;
}

/** As NSS writes its list. */
export function certdata(all: readonly (readonly [TestAuthority, string, string?])[]): Bytes {
  const objects = all.map(([{ certificate: der }, mail, until = "CK_BBOOL CK_FALSE"]) => {
    const { issuer, serialNumber: serial } = readCertificate(der);
    const names = `CKA_ISSUER ${octal(issuer)}\nCKA_SERIAL_NUMBER ${octal(serial)}`;
    return `# Certificate
CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE
${names}
CKA_VALUE ${octal(der)}
CKA_NSS_EMAIL_DISTRUST_AFTER ${until}

# Trust
CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST
${names}
CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_TRUSTED_DELEGATOR
CKA_TRUST_EMAIL_PROTECTION CK_TRUST ${mail}
`;
  });
  return utf8(
    `# comments\nBEGINDATA\nCKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST\n${objects.join("\n")}`,
  );
}
