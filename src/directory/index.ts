/**
 * Asking a directory (LDAP, RFC 4511) that the operator named. It knows no lists and no keys; what it is asked comes as a
 * filter, what it answers goes back as octets. Nothing is ever asked while a post waits.
 */
export { escapeFilterValue } from "./escape-filter-value.ts";
export {
  type DirectoryEntry,
  type DirectoryFault,
  type DirectorySearch,
  type DirectoryServer,
  searchDirectory,
} from "./search-directory.ts";
