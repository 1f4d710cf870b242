/** Pieces of input schemas: what people type, checked and turned into the types of base. */
import { z } from "zod";
import { type Bytes, domainOf, type EmailAddress, type Fingerprint, LIMITS, parseEmailAddress } from "#base";

/** A mail address, as it was written. */
export const address = z.string().transform((text, ctx): EmailAddress => {
  const parsed = parseEmailAddress(text.trim());
  if (parsed.ok) return parsed.value;
  ctx.addIssue({ code: "custom", message: `“${text}” is not a mail address: ${parsed.error}` });
  return z.NEVER;
});

/** A mail domain as A-labels. */
export const domain = z.string().transform((text, ctx): string => {
  const parsed = parseEmailAddress(`postmaster@${text.trim()}`);
  if (parsed.ok) return domainOf(parsed.value);
  ctx.addIssue({ code: "custom", message: `“${text}” is not a mail domain` });
  return z.NEVER;
});

/** A file as base64: key material crosses the control socket as JSON. */
export const file = z
  .base64({ error: "is not base64" })
  .max(Math.ceil((LIMITS.keyFileBytes * 4) / 3) + 4, { error: "the file is larger than a key file may be" })
  .transform((text): Bytes => Buffer.from(text, "base64"));

/** A fingerprint in hex, with or without the blanks and colons that people copy along. */
export const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(/[\s:]/g, "").toUpperCase())
  .pipe(z.string().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/, { error: "is not a fingerprint" }))
  .transform((text) => text as Fingerprint);

export const scheme = z.enum(["openpgp", "smime"]);

export const rowId = z.int().positive();

/** Numbers of rows, each once. */
export const rowIds = z
  .array(rowId)
  .min(1)
  .max(500)
  .transform((ids): readonly number[] => [...new Set(ids)]);

/** A name that people give: one line, without the marks that turn what stands beside it. */
export const nameUpTo = (longest: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll(/[\u202a-\u202e\u2066-\u2069]+/g, "")
        .replaceAll(/[\p{Cc}\s]+/gu, " ")
        .trim(),
    )
    .pipe(z.string().max(longest));

/** What a moderator writes to a sender: one sentence or two. */
export const reasonForSender = z
  .string()
  .transform((text) => text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim())
  .pipe(
    z
      .string()
      .min(1, { error: "say why, in a sentence for the sender" })
      .max(1000, { error: "keep it below 1000 characters" }),
  );

/** How long a held message is kept on without a number of days. */
export const DEFER_DAYS = 7;
export const deferDays = z.int().min(1).max(3650);
