/**
 * One message of an mbox file, in the way that can be undone: "From " at the beginning of a line, behind any number of
 * ">", gets one ">" more (mboxrd). Line ends become LF, as programs expect them in such files.
 */
import { type Bytes, latin1, view } from "#base";

export function mboxOf(
  message: Bytes,
  { at, sender }: { readonly at: Date; readonly sender: string },
): Bytes {
  const text = view(message).toString("latin1").replaceAll("\r\n", "\n");
  const quoted = text.replaceAll(/^(>*From )/gm, ">$1");
  const end = quoted.endsWith("\n") ? "\n" : "\n\n";
  return latin1(
    `From ${sender.replaceAll(/[^\x21-\x7e]/g, "") || "MAILER-DAEMON"} ${ctime(at)}\n${quoted}${end}`,
  );
}

/** `Sun Nov 22 07:05:00 2026`, in UTC. */
function ctime(at: Date): string {
  const [day = "", date = "", month = "", year = "", time = ""] = at.toUTCString().split(" ");
  return `${day.replace(",", "")} ${month} ${date.replace(/^0/, " ")} ${time} ${year}`;
}
