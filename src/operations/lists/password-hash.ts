/** Passwords as the database keeps them: scrypt (RFC 7914), a salt of their own, and what it cost. */
import { scrypt, timingSafeEqual } from "node:crypto";
import { LIMITS, type Random } from "#base";

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and about a tenth of a second. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 1 };
const SALT_OCTETS = 16;
const HASH_OCTETS = 32;

/** `scrypt$N$r$p$salt$hash`, octets in base64. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(SALT_OCTETS));
  const hash = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/** Takes as long whether or not it is the one; what is longer than any password is none. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [method, N, r, p, salt = "", hash = ""] = stored.split("$");
  if (method !== "scrypt" || password === "" || password.length > LIMITS.passwordChars) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64"), cost);
  const wanted = Buffer.from(hash, "base64");
  return wanted.length === derived.length && timingSafeEqual(wanted, derived);
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, HASH_OCTETS, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
