/** `conclave list digest` */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type DigestView, listDigest } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { count } from "../../show/human.ts";
import { facts } from "../../show/table.ts";

export function addListDigest(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("digest")
    .description("Show what waits for a list's next digest, or send it")
    .argument("<list>", "address of the list")
    .option("--now", "send it now, however little is in it")
    .option("--new-volume", "begin a new volume with it")
    .action(async (address, { now, newVolume }, command) => {
      const session = open(command);
      const view = await session.run(listDigest, {
        list: address,
        now: now === true,
        newVolume: newVolume === true,
      });
      session.print(view, digestFacts);
      if (now === true && !view.begun)
        session.hint(
          view.goingOut ? "A digest is going out: try again later." : "Nothing waits: none was sent.",
        );
    });
}

function digestFacts(view: DigestView): string {
  const { digestable, volume, issue, lastAt, goingOut, waiting, waitingBytes, readers } = view;
  const number = issue === 0 ? "none" : `volume ${volume}, issue ${issue}`;
  const last =
    lastAt === null || issue === 0 ? number : `${number}, ${lastAt.slice(0, 16).replace("T", " ")} UTC`;
  return facts([
    ["offered", digestable ? "yes" : "no: set digestable = yes"],
    ["readers", `${readers.mime} MIME, ${readers.plain} plain`],
    ["last", `${last}${goingOut ? ", going out" : ""}`],
    ["waiting", `${count(waiting, "post")}, ${Math.ceil(waitingBytes / 1024)} kB`],
  ]);
}
