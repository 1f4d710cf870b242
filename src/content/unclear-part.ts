/**
 * Parts that programs read in different ways: what is found in them by one says nothing of what another shows. A filter
 * lets none of them go on.
 */
import { view } from "#base";
import { decodeBody, type Entity } from "#mime";

/** Whether its type, its name or its parts depend on who reads it (RFC 2045 §5.2 and §6.4, RFC 2046 §5.1). */
export function isUnclear(entity: Entity): boolean {
  const { header, problems } = entity;
  const isRepeated = CONTENT.some((name) => new Set(header.all(name).map(({ value }) => value)).size > 1);
  return isRepeated || problems.includes("ambiguous-boundary") || !hasType(entity) || isShut(entity);
}

const CONTENT = ["content-type", "content-disposition", "content-transfer-encoding"];

/** QUIRK: old programs write `text` alone. */
function hasType({ header }: Entity): boolean {
  const written = header.first("content-type")?.value.replaceAll(/\([^()]*\)/g, "") ?? "text";
  return /^[^;]*\/[^;]/.test(written) || /^\s*text\s*(?:;|$)/i.test(written);
}

/** It says that there are parts in it, and they are not to be seen, or only where its encoding is passed over. */
function isShut({ contentType: { type, essence }, children, problems }: Entity): boolean {
  const isComposite = type === "multipart" || essence === "message/rfc822" || essence === "message/global";
  return (isComposite && children.length === 0) || problems.includes("encoded-composite");
}

/** Behind the last boundary there is what some programs take for further parts. */
export function hasPartsBehind({ epilogue }: Entity): boolean {
  return /^--/m.test(view(epilogue).toString("latin1"));
}

/** Nobody but its readers sees what is inside: exactly the two parts of RFC 3156 §4. */
export function isSealed(entity: Entity): boolean {
  const [control, sealed, ...others] = entity.children;
  if (entity.contentType.essence !== "multipart/encrypted" || others.length > 0 || hasPartsBehind(entity))
    return false;
  return (
    control?.contentType.essence === "application/pgp-encrypted" &&
    sealed?.contentType.essence === "application/octet-stream" &&
    !isUnclear(control) &&
    !isUnclear(sealed) &&
    /^\s*-----BEGIN PGP MESSAGE-----\r?\n/.test(view(decodeBody(sealed)).subarray(0, 200).toString("latin1"))
  );
}
