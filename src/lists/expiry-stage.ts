import type { ListSettings } from "#config";

const DAY_MS = 86_400_000;

/**
 * At which of the list's stages before its expiry a key stands: the least number of days that it still is within, 0 when
 * it has expired. null: nobody is to be warned of it.
 */
export function expiryStage(
  { expiry_warning_days: setting }: Pick<ListSettings, "expiry_warning_days">,
  expiresAt: Date,
  at: Date,
): number | null {
  const days = setting
    .split(/\s+/)
    .filter((one) => one !== "")
    .map(Number);
  if (days.length === 0) return null;
  const left = expiresAt.getTime() - at.getTime();
  if (left <= 0) return 0;
  const reached = days.filter((one) => left <= one * DAY_MS);
  return reached.length === 0 ? null : Math.min(...reached);
}
