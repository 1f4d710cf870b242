import { z } from "zod";
import { AppError } from "#base";

export const taskName = z.string().min(1).max(100);

export function noTask(name: string, names: readonly string[]): AppError {
  const known =
    names.length === 0
      ? "Start the server once: it writes down what tasks there are."
      : `There are: ${names.join(", ")}.`;
  return new AppError({ code: "not-found", publicText: `There is no task ${name}. ${known}` });
}
