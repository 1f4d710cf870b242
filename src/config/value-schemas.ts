/** Values that several settings have. */
import { z } from "zod";

export const yesNo = z.enum(["no", "yes"]);

export function wholeNumber({
  least = 0,
  most,
}: {
  readonly least?: number;
  readonly most: number;
}): z.ZodInt {
  const error = `give a whole number, ${least} or more`;
  return z.int({ error }).min(least, { error }).max(most);
}
