/** The table `[web]` of `conclave.toml`: the door for browsers, which stands behind a web server. */
import { z } from "zod";

const HTTPS = /^https:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w./-]*)?$/;
const HOST_PORT = /^(?:\[[\da-fA-F:.]+\]|[\w.-]+):\d{1,5}$/;

export const webTable = z
  .strictObject({
    url: z
      .string()
      .refine((text) => text === "" || HTTPS.test(text), {
        error: "give https://HOST, with a path if need be",
      })
      .default("")
      .describe(
        "Where people reach it, such as https://lists.example.org: then each copy that is for one member says a link by which they leave with one click. Empty: none does.",
      ),
    listen: z
      .string()
      .refine((text) => text === "" || HOST_PORT.test(text), { error: "give host:port" })
      .default("")
      .describe(
        "host:port where your web server passes it on to, such as 127.0.0.1:8025. Empty: nothing listens.",
      ),
  })
  .refine(({ url, listen }) => (url === "") === (listen === ""), {
    error: "give both url and listen, or neither",
  });
