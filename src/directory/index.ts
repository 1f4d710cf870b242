/**
 * Asking a directory (LDAP, RFC 4511) or a database that the operator named. It knows no lists and no keys; what it is asked
 * comes as a filter, what it answers goes back as octets. Only a scenario whose filter asks makes a post wait for it.
 */
export { askDatabase, type DatabaseQuestion, type DatabaseServer } from "./ask-database.ts";
export { escapeFilterValue } from "./escape-filter-value.ts";
export {
  type DirectoryEntry,
  type DirectoryFault,
  type DirectorySearch,
  type DirectoryServer,
  searchDirectory,
} from "./search-directory.ts";
