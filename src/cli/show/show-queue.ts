/** The queue as people read it. */
import type { DeliveryView, QueueView, Retried } from "#operations";
import { count, time } from "./human.ts";
import { facts, table } from "./table.ts";

/** What the states of rows mean to a person. */
const STATES: Readonly<Record<string, string>> = {
  "in new": "came in",
  "in claimed": "being decided",
  "in sealing": "being sealed",
  "in aside": "set aside",
  "out ready": "to be sent",
  "out claimed": "being sent",
  "out failed": "failed for good",
};

export function queueLines({ counts, troubled, aside, orders }: QueueView): string {
  if (counts.length === 0) return orderLines(orders).join("\n").trimStart() || "Nothing waits.";
  const sums = counts.map((line) => [
    line.list ?? "(no list)",
    STATES[`${line.way} ${line.state}`] ?? line.state,
    line.count,
    time(line.oldest),
  ]);
  return [
    table(["list", "what", "count", "oldest"], sums),
    ...troubledLines(troubled),
    ...asideLines(aside),
    ...orderLines(orders),
  ].join("\n");
}

function troubledLines(troubled: QueueView["troubled"]): string[] {
  if (troubled.length === 0) return [];
  const rows = troubled.map((row) => [
    row.id,
    row.to,
    STATES[`out ${row.state}`] ?? row.state,
    row.attempts,
    time(row.nextAt),
    row.reply,
  ]);
  return ["", table(["id", "to", "state", "tries", "next", "last reply"], rows)];
}

function asideLines(aside: QueueView["aside"]): string[] {
  if (aside.length === 0) return [];
  const rows = aside.map(({ id, list, code, receivedAt }) => [
    id,
    list ?? "(no list)",
    time(receivedAt),
    code,
  ]);
  const head = "Set aside after three faults (conclave queue retry tries them again):";
  return ["", head, table(["id", "list", "came in", "why"], rows)];
}

function orderLines(orders: QueueView["orders"]): string[] {
  if (orders.length === 0) return [];
  const rows = orders.map(({ id, list, code, orderedAt }) => [
    id,
    list ?? "(no list)",
    time(orderedAt),
    code,
  ]);
  const head = "Ordered mail that could not be written (conclave queue retry tries it again):";
  return ["", head, table(["id", "list", "ordered", "why"], rows)];
}

export function deliveryDetails(row: DeliveryView): string {
  return facts([
    ["id", row.id],
    ["list", row.list ?? "(no list)"],
    ["to", row.to],
    ["return path", row.returnPath || "<>"],
    ["sealed", row.sealed ? "yes" : "no"],
    ["state", STATES[`out ${row.state}`] ?? row.state],
    ["tries", row.attempts],
    ["queued", time(row.queuedAt)],
    ["next try", time(row.nextAt)],
    ["done", time(row.doneAt)],
    ["last reply", row.reply || "-"],
  ]);
}

export function retried({ deliveries, messages, orders }: Retried): string {
  if (deliveries + messages + orders === 0)
    return "Nothing was put off or set aside. What waits is tried now.";
  const parts = [
    deliveries > 0 ? `${count(deliveries, "delivery", "deliveries")} due now` : "",
    messages > 0 ? `${count(messages, "message")} back at the start` : "",
    orders > 0 ? `${count(orders, "ordered mail")} written now` : "",
  ];
  return `${parts.filter((part) => part !== "").join(", ")}.`;
}
