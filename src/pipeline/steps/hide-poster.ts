import { anonymousContent } from "../compose/anonymous/anonymous-content.ts";
import { decide, go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * `anonymous_list`: of what goes out nothing but the author's own words tells who wrote it. The header is made
 * new where the post is composed; here it is the content's turn.
 */
export async function hidePoster(mail: InFlight, { random }: StepContext): Promise<StepResult> {
  const { opened, list } = mail;
  if (list.settings.anonymous_list !== "yes" || opened === null) return go(mail);
  const content = anonymousContent(opened.content, random);
  if (content !== null) return go({ ...mail, opened: { ...opened, content, posterSigned: null } });
  const detail = "S/MIME that is text and certificate in one";
  return decide(mail, { do: "hold", code: "names-author", args: {}, detail });
}
