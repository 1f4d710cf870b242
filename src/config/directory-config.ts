/** The table `[directory]` of `conclave.toml`: where certificates of members are looked up (LDAP). */
import { z } from "zod";

export const directoryTable = z.strictObject({
  url: z
    .string()
    .regex(/^(?:|ldaps?:\/\/[^/?#\s]+)$/, {
      error: "give ldap://HOST or ldaps://HOST, with :PORT if need be",
    })
    .default("")
    .describe("The directory: ldap://HOST or ldaps://HOST. Empty: none is asked."),
  tls: z
    .enum(["auto", "require", "never"])
    .default("auto")
    .describe("On ldap://, auto: STARTTLS is required unless the directory is this machine."),
  ca_file: z
    .string()
    .default("")
    .describe("PEM file of the authority that signed the directory's certificate, if it is your own."),
  base: z.string().default("").describe("Where to begin, for example dc=example,dc=org."),
  filter: z
    .string()
    .regex(/\{address\}/, { error: "put {address} where the member's address is to stand" })
    .default("(mail={address})")
    .describe("What finds a person (RFC 4515)."),
  bind_dn: z.string().default("").describe("Who asks; empty for nobody in particular."),
  password_file: z.string().default("").describe("File that holds the password of bind_dn."),
});
