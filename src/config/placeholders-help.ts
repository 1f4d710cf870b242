/** What an owner reads of names that stand for something of the list's in its words. */
export const PLACEHOLDERS_HELP =
  "{name}, {address}, {owner} and {request} stand for the list's, and Mailman's %(real_name)s and the like are understood, too.";
