/** Stable error codes: exit status (sysexits.h), SMTP reply class and whether trying again can help. */
export const ERROR_CODES = {
  "bad-input": { exit: 64, smtp: "554 5.5.4", retry: false, means: "The request is not well formed." },
  "bad-data": {
    exit: 65,
    smtp: "554 5.6.0",
    retry: false,
    means: "A file or message could not be read as what it should be.",
  },
  "not-found": {
    exit: 67,
    smtp: "550 5.1.1",
    retry: false,
    means: "There is no such list, member, key or message.",
  },
  "already-exists": { exit: 65, smtp: "554 5.5.4", retry: false, means: "It is there already." },
  "not-allowed": {
    exit: 77,
    smtp: "550 5.7.1",
    retry: false,
    means: "The rules of the list or the site do not allow it.",
  },
  "key-unusable": {
    exit: 65,
    smtp: "554 5.7.5",
    retry: false,
    means: "The key or certificate cannot be used; the text says why.",
  },
  "too-large": { exit: 65, smtp: "552 5.3.4", retry: false, means: "It is larger than allowed." },
  unavailable: {
    exit: 69,
    smtp: "451 4.3.0",
    retry: true,
    means: "A program or server that is needed does not answer.",
  },
  busy: { exit: 75, smtp: "451 4.3.2", retry: true, means: "Not now. Trying again later will work." },
  "storage-full": { exit: 75, smtp: "452 4.3.1", retry: true, means: "The disk or database is full." },
  "bad-config": {
    exit: 78,
    smtp: "451 4.3.5",
    retry: false,
    means: "The configuration is wrong; the text says where.",
  },
  "newer-schema": {
    exit: 78,
    smtp: "451 4.3.5",
    retry: false,
    means: "The database was made by a newer version of Conclave.",
  },
  internal: {
    exit: 70,
    smtp: "451 4.3.0",
    retry: true,
    means: "A fault in Conclave itself. Please report it.",
  },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
