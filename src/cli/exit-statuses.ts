/** Exit statuses: sysexits, from the table of error codes. */
import { ERROR_CODES } from "#base";

export interface ExitStatus {
  readonly status: number;
  readonly codes: readonly string[];
  readonly means: readonly string[];
}

export const UNHEALTHY_STATUS = 1;
export const USAGE_STATUS = ERROR_CODES["bad-input"].exit;

/** Every status with the codes that end in it, in order of the numbers; generated into the reference. */
export function exitStatuses(): readonly ExitStatus[] {
  const byStatus = Map.groupBy(Object.entries(ERROR_CODES), ([, { exit }]) => exit);
  const faults = [...byStatus].map(([status, entries]) => ({
    status,
    codes: entries.map(([code]) => code),
    means: entries.map(([, { means }]) => means),
  }));
  return [
    { status: 0, codes: [], means: ["Done."] },
    {
      status: UNHEALTHY_STATUS,
      codes: [],
      means: [
        "`doctor` found something to repair, `scenario lint` an error, or `scenario check` a difference.",
      ],
    },
    ...faults.sort((a, b) => a.status - b.status),
  ];
}

export function exitStatusLines(): readonly string[] {
  return exitStatuses().map(({ status, codes, means }) => {
    const words = codes.length === 0 ? (means[0] ?? "") : codes.join(", ");
    return `  ${String(status).padStart(2)}  ${words}`;
  });
}
