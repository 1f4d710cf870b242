/** What may be asked to be explained, as JSON. */
import { z } from "zod";
import { address, rowId } from "#operations";
import { SERVED_DOORS } from "../served-door.ts";

export const wantedMessage = z
  .strictObject({
    list: address,
    /** Base64; a file without any CRLF is one of a program that ends lines its own way, as for `deliver`. */
    message: z.string().optional(),
    held: rowId.optional(),
    door: z.enum(SERVED_DOORS).optional(),
    /** "" = null reverse-path. */
    from: z.string().optional(),
    at: z.iso.datetime().optional(),
    approved: z.boolean().optional(),
  })
  .refine(({ message, held }) => (message === undefined) !== (held === undefined), {
    error: "name a file, or a held message with --held",
  })
  .refine(({ held, door, from }) => held === undefined || (door === undefined && from === undefined), {
    error: "a held message has its address and its sender: leave out --door and --from",
  });

export type Wanted = z.output<typeof wantedMessage>;
