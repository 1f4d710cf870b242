/** Handing a message to another mail server by SMTP, as a laptop does. */
import type { Bytes } from "#base";
import { connect, type Envelope, type RecipientResult } from "#wire";

/** Waits until the mail server greets; `log` is what it says of itself if it never does. */
export async function untilItAnswers(program: string, port: number, log: () => string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const connected = await open(port);
    if (connected.ok) return connected.value.quit();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${program} does not answer: ${log()}`);
}

export async function submitBySmtp(
  port: number,
  envelope: Omit<Envelope, "eightBit">,
  message: Bytes,
): Promise<readonly RecipientResult[]> {
  const connected = await open(port);
  if (!connected.ok) throw new Error(connected.error.text);
  const results = await connected.value.send({ ...envelope, eightBit: null }, [message]);
  await connected.value.quit();
  return results;
}

function open(port: number) {
  const address = { kind: "tcp", host: "127.0.0.1", port } as const;
  return connect({ protocol: "smtp", address, hostname: "laptop.example" });
}
