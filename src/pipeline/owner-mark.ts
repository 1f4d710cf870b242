/** Marks a copy for the owners, so that an owner's address that leads back to the list is noticed as a loop. */
export const OWNER_MARK = "X-Conclave-Owner";
