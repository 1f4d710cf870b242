/**
 * Opening and sealing in threads of their own, so that a large message holds up nobody else and both cores
 * work. What is small is done here and now. Knows no lists and no database; decides nothing.
 */
export { type CryptWork, createCryptWork, type CryptWorkOptions } from "./crypt-work.ts";
