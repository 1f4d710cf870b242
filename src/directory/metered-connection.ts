/**
 * Connections to a directory that are cut when too much comes over one: the library keeps all that a server sends until the
 * last entry is there.
 */
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { LIMITS } from "#base";

/** Names and lengths come on top of the values that count. */
const MOST_OCTETS = 2 * LIMITS.directoryBytes;
const LOOK_MS = 20;

/** What the library's options take for `ldap://`, `ldaps://` and STARTTLS. */
export const METERED = {
  createConnection: through(connect),
  createSecureConnection: through(connectTls),
};

function through<Make extends (...given: never[]) => Socket>(make: Make): Make {
  return new Proxy(make, {
    apply: (target, self, given) => metered(Reflect.apply(target, self, given) as Socket),
  });
}

/** Looked at now and then: to listen for data would begin to take it. */
function metered(socket: Socket): Socket {
  const look = setInterval(() => {
    if (socket.bytesRead > MOST_OCTETS) socket.destroy();
  }, LOOK_MS);
  socket.once("close", () => clearInterval(look));
  return socket;
}
