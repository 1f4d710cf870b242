/** A client that says exactly the octets it is told, for tests of what a server makes of them. */
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export class RawSmtp {
  #socket: Socket;
  #text = "";
  #ended = false;
  greeting = "";
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  /** Connects and reads the greeting. */
  static async connect(where: { port: number; localAddress?: string } | { path: string }): Promise<RawSmtp> {
    const client = new RawSmtp(connect({ host: "127.0.0.1", ...where }));
    client.greeting = (await client.replies(1))[0] ?? "";
    return client;
  }

  #listen(socket: Socket): void {
    socket.on("data", (chunk) => {
      this.#text += (chunk as Buffer).toString("latin1");
      this.#wake();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#ended = true;
      this.#wake();
    });
  }

  write(octets: string | Buffer): void {
    this.#socket.write(typeof octets === "string" ? Buffer.from(octets, "latin1") : octets);
  }

  /** The next `count` replies, each as one string without the last CRLF; fewer if the server closes. */
  async replies(count: number): Promise<string[]> {
    const found: string[] = [];
    while (found.length < count) {
      const match = /^(?:\d\d\d-.*\r\n)*\d\d\d(?: .*)?\r\n/.exec(this.#text);
      if (match) {
        found.push(match[0].trimEnd());
        this.#text = this.#text.slice(match[0].length);
      } else if (this.#ended) {
        return found;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
    return found;
  }

  /** Says it and gives the first digits of `count` replies. */
  async ask(octets: string | Buffer, count = 1): Promise<string[]> {
    this.write(octets);
    return (await this.replies(count)).map((reply) => reply.slice(0, 3));
  }

  async startTls(ca: string): Promise<void> {
    this.#socket.removeAllListeners("data");
    const secure = connectTls({ socket: this.#socket, ca, servername: "localhost" });
    this.#socket = secure;
    this.#listen(secure);
    await new Promise((resolve, reject) => secure.once("secureConnect", resolve).once("error", reject));
  }

  close(): void {
    this.#socket.destroy();
  }
}
