/** The site's secrets that judging a message needs, by the names that the database has them under. */
export const SECRET_NAMES = { marks: "session marks", messageIds: "message ids" } as const;
