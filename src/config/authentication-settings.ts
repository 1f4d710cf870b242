/** The settings of a list about who vouches for its mail on the way: DKIM, ARC, Authentication-Results. */
import { z } from "zod";
import { setting } from "./setting.ts";
import { yesNo } from "./value-schemas.ts";

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+)?$/;

export const AUTHENTICATION_SETTINGS = {
  dkim_sign: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Is what goes out signed with the DKIM keys of the list's domain, where the operator made some?",
    who: "operator",
  }),
  dkim_domain: setting({
    schema: z.string().max(253).regex(DOMAIN, {
      error: "give a domain in lower case, as it stands in the DNS; empty for the list's own",
    }),
    default: "",
    group: "posts",
    help: "The domain whose DKIM keys sign the list's mail. Empty: the domain of its address. A key of the list's own comes before both.",
    who: "operator",
  }),
  remove_dkim_headers: setting({
    schema: z.enum(["no", "munged", "always", "rename"]),
    default: "no",
    group: "posts",
    help: "Are signatures by which other domains vouch for a post (DKIM, ARC) taken off its copies in clear? munged: where the list's address stands in From. rename: always, and they stay to be read as X-Mailman-Original-DKIM-Signature and the like. An anonymous list always takes them off. Mailman's REMOVE_DKIM_HEADERS, where 1 is munged, 2 always, and 3 rename.",
    who: "operator",
  }),
  authentication_results: setting({
    schema: yesNo,
    default: "no",
    group: "posts",
    help: "Do copies in clear say what was found of the post when it came (Authentication-Results)? Never on an anonymous list.",
    who: "operator",
  }),
  arc_sign: setting({
    schema: yesNo,
    default: "no",
    group: "posts",
    help: "Are copies in clear sealed with ARC, so that who gets them can see what was found of the post when it came? It needs an RSA key of conclave dkim that signs. Never on an anonymous list.",
    who: "operator",
  }),
} as const;
