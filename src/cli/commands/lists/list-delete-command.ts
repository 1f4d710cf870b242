/** `conclave list delete`: says what would go, and does it when the address is typed or --yes is said. */
import { type DeletedList, listDelete } from "#operations";
import type { AddCommands } from "../../open-session.ts";
import { type Session, usageError } from "../../session.ts";
import { deletedList } from "../../show/show-deleted-list.ts";

export const addListDelete: AddCommands = (list, open) => {
  list
    .command("delete")
    .description("Delete a list with its members, its keys and all that is kept of its mail")
    .argument("<list>", "address of the list")
    .option("--dry-run", "only say what would go")
    .option("--yes", "do it without asking")
    .action(async (address, { dryRun, yes }, command) => {
      const session = open(command);
      const plan = await session.run(listDelete, { list: address });
      if (dryRun === true) return session.print(plan, deletedList);
      if (yes !== true) await confirmed(session, plan);
      session.print(await session.run(listDelete, { list: address, dryRun: false }), deletedList);
      session.hint(
        "Take its addresses out of your mail server where you wrote them into it. Backups still hold what they held.",
      );
    });
};

async function confirmed(session: Session, plan: DeletedList): Promise<void> {
  if (!session.asks) throw usageError("Say --yes: this cannot be undone. See what it does: --dry-run");
  session.terminal.note(`${deletedList(plan)}\n`);
  const answer = await session.terminal.ask("Delete it for good? Type its address: ");
  if (answer.trim().toLowerCase() !== plan.address.toLowerCase()) throw usageError("Nothing was done.");
}
