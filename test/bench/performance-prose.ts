/** What docs/reference/performance.md says about each bench besides its figures. */
export interface BenchProse {
  readonly title: string;
  /** What is measured and how, what limits the figures. */
  readonly limits: readonly string[];
  /** What was done about it, and what did not help. */
  readonly tried: readonly string[];
}

export const PROSE: Readonly<Record<string, BenchProse>> = {
  "key-packets": {
    title: "Key packets",
    limits: [
      "CPU of one key packet. **Warm**: the member's key was used before by the same process. **Fresh**: it was just read from " +
        "the database, as in every post. Beside it the same mathematics over `node:crypto` with a key that is parsed already.",
      "What is left between the two is parsing the key (OpenSSL makes a key object from its octets), the KDF, the key wrap, and " +
        "writing the packet. P-384 and P-521 have no fast code in OpenSSL; nobody can be faster there without another library.",
      "S/MIME recipients on one curve share one ephemeral key per post (RFC 5753 §3.1.1), so their limit is one ECDH only.",
      "The cost does not depend on the size of the post: a body is encrypted once.",
    ],
    tried: [
      "OpenPGP.js' own `encryptSessionKey`: 0.2 to 0.8 ms, so packets are written over `node:crypto`.",
      "Exporting the ephemeral key as JWK in place of DER: ten times cheaper, it is done so. Importing members' keys as JWK: no gain.",
      "Node makes a key object of raw octets the slow way: with `createSecretKey` the key wrap takes 12 in place of 26 µs.",
      "RSA keys go to OpenSSL as octets: a key object made of them first takes 15 µs more. The parameters of OAEP are read once for all " +
        "members who have the same.",
      "Node asks whether octets are a key object by exceptions that it catches itself; without taking down their stacks a packet takes " +
        "15 to 25 µs less.",
      "Key objects are kept as long as a recipient lives. Keeping them between posts would cost memory for every member of " +
        "every list and is not done.",
    ],
  },
  open: {
    title: "Opening and verifying",
    limits: [
      "From the message as it came to its content, header fields and judged signature. Beside it: decryption, digests and the two " +
        "public key operations alone.",
      "Small messages: parsing MIME, packets or DER, and judging the keys. Large ones: base64, the search for line ends, and copies " +
        "of the content. From 256 kB on a thread does it and nobody waits.",
    ],
    tried: [
      "OpenPGP messages are read by code of our own over `node:crypto`; the library took long for partial lengths.",
      "Octets are looked at once for all line ends and problems; an index over one buffer in place of copies per part.",
    ],
  },
  seal: {
    title: "Sealing for many",
    limits: [
      "One post, signed and encrypted once, and 1,000 heads for keys that are fresh from the database. Members all have Curve25519, or " +
        "RSA-3072 in S/MIME. Beside it: encryption, digests, one signature and 1,000 public key operations.",
      "At 2 kB it is the key packets and reading the keys; at 10 MB signing, encryption and MIME come in front of that, once.",
    ],
    tried: [
      "Bodies are signed and encrypted over `node:crypto` in one pass in place of the library's streams.",
    ],
  },
  mime: {
    title: "MIME",
    limits: [
      "Messages of 25 MB, in one attachment and in 900 parts. Beside it one copy of the octets, which is what memory can do.",
      "Parsing is a search for line ends and boundaries; encoding and decoding of base64 is V8's and Node's own.",
    ],
    tried: [
      "Base64 is encoded without a string per line: a third of the cost. Every large copy pays it for every member.",
      "Line ends are found by native search over the buffer, 2 ms for a MB.",
    ],
  },
  outbox: {
    title: "The outbox alone",
    limits: [
      "Rows of 300 octets inserted by 200, claimed by 500, and marked by ten connections that wait for each result to be durable. Beside " +
        "it the same rows and commits over the bare driver, synchronously.",
      "What is left are promises, and in SQLite seven indices and the zeros over what is erased; a shared commit has ten rows.",
      "On PostgreSQL it is the round trips: four for each commit of results, and the disk.",
    ],
    tried: [
      "One commit for all connections in place of one per message: some ten times as many.",
      "Queries built once and kept; rows inserted in blocks of 256, 128, … 1, so that nine texts do for any number.",
    ],
  },
  wire: {
    title: "The SMTP client alone",
    limits: [
      "Messages into the relay's process, two under way per connection, beside sockets that write the same octets and count replies.",
      "Over one connection both wait for the other side; over ten the relay's core is the limit.",
    ],
    tried: [
      "Envelope, content and the next envelope are pipelined (RFC 2920); content is inspected once for all members.",
    ],
  },
  distribute: {
    title: "LMTP in to last copy",
    limits: [
      "The server is a process of its own with a real database, the relay is another one, the list's members are in the database. " +
        "The time runs from the first octet over LMTP to the last copy at the relay, and every copy's result is durable. With two cores " +
        "the server has one and the relay the other; the server's thread for heads shares the relay's. Each list gets three " +
        "posts before that are not counted: until then code is compiled.",
      "Beside it the same messages to the same relay over bare sockets, as many rows and commits over the bare database driver, and the " +
        "key packets by the mathematics alone, one after the other. With a second core parts of it can overlap, so the share may exceed 100 %.",
      "At 2 kB the main thread is the limit. Most of its CPU for a personal copy goes into SQLite, then into sockets and garbage, the " +
        "rest into commands, promises and small things. Sealed copies take more there, for members' keys from the database and heads " +
        "to and from the thread, where the heads are made. " +
        "At 1 MB it is base64 and the socket; lists have 100 members there and no target, because 1,000 copies are a gigabyte.",
    ],
    tried: [
      "Waiting for the disk on the main thread took a quarter of its time; commits are flushed beside the event loop (ADR 10).",
      "Results of all connections share one commit, which waits up to 2 ms for those that have small messages under way: without the " +
        "wait they fell into two halves that committed in turn, with twice as many commits. If the relay is too slow for it, nobody waits.",
      "Queries that are made for every delivery are built and compiled once: a quarter of the main thread's time went into that, and " +
        "into asking SQLite each time which columns a statement has.",
      "Rows come from SQLite as arrays and become objects in one step: half of the garbage of a claim.",
      "The heads of the next 200 members are made in a thread while those before them are stored and sent (ADR 11).",
      "The base64 lines that members share are encoded once per form of head.",
      "HMACs of return paths with a key object: 4 in place of 18 µs.",
      "16 connections to the relay in place of 10: fewer commits, each of more results, 20 µs less for a copy.",
      "A member's key is decoded once for a post, not for the plan, for the head and for the copy.",
    ],
  },
  idle: {
    title: "Latency of an idle server",
    limits: [
      "From the server's 250 over LMTP to the first copy at the relay. Beside it: one message over a new socket and one commit.",
      "Between them lie the inbox row, opening, the plan, sealing, the outbox rows and a new connection: three commits that " +
        "reach the disk one after another.",
    ],
    tried: [
      "Workers are woken by commits and not by a clock; a look every 30 s is only for what others left behind.",
    ],
  },
  busy: {
    title: "Beside a large post",
    limits: [
      "Short posts to a list of 12, one after another, from the first octet over LMTP to the last copy, as long as a post of 25 MB to " +
        "20 other people is on its way. The most is how long somebody waited at worst. Beside it the same posts to the same list with " +
        "nothing else to do; the share says how much longer they take: at 50 % twice as long.",
      "What is left is the one writing connection, the disk that both write to, and the bench's own relay, which reads half a gigabyte.",
    ],
    tried: [
      "Large messages get at most half of the connections; before, a small list waited until a large copy was out.",
      "Opening and sealing of large messages in a thread: a second of computing was taken from everybody.",
      "One large message at a time is worked on, with four small ones beside it.",
      "SQLite's log is folded into its file in a thread: within a commit it took 0.2 to 0.5 s from everybody (ADR 10).",
      "The pieces of a message that comes in, and of a body, are stored in transactions of their own, a megabyte each: one for 25 MB held " +
        "the writing connection for 130 to 190 ms.",
      "A large copy leaves the event loop to others after each 256 kB: a relay as fast as this one kept it in one turn for up to 3.8 s.",
    ],
  },
  growth: {
    title: "Growth",
    limits: [
      "A sealed list (OpenPGP) of each size, with a database of its own, and a post of 2 kB. First everything is sealed and stored while " +
        "the relay answers nobody; then slices of 1,000 are delivered from the full outbox. Both are divided by the members: a list may " +
        "grow as it likes if that figure stays the same. Lists of 10,000 and more get one post, measured in ten parts.",
      "**Post taken to first copies in the outbox** is the time for the whole list, not for a member: opening, the plan of the first 500 " +
        "members, the body and 50 heads. The others are planned for meanwhile, 500 in each transaction.",
    ],
    tried: [
      "Members, plan and outbox are read by key in pages, through indices that hold only what waits.",
      "A page's keys are found by their members: SQLite went through all keys of the list for each page, with 100,000 a third of the CPU.",
      "The plan of all members in one transaction: with 100,000 it took 12.6 s in which no other list could commit, and no copy was sealed.",
    ],
  },
  memory: {
    title: "Memory",
    limits: [
      "Resident memory of the server's process, from `/proc`. Idle: three seconds after its start. Peak: a post of 25 MB, opened, " +
        "planned and sealed for 10,000 members in both schemes, 200 copies delivered; to deliver all of them the loopback alone takes 20 minutes.",
      "What limits the idle figure is Node, 45 MB, and the modules: a third of it are the database's and the settings' libraries. From " +
        "the sources the compiler that strips types comes on top: some 40 MB that a built server does not have.",
      "What limits the peak is how often the message is there at once. While it is opened: as it came here and in the thread, as text " +
        "for the armour, as packets, and its content twice. While it is sealed: its content here and in the thread, as the entity that is " +
        "signed, and sealed; 25 to 35 MB each, and until they are collected those that are done with. Everything else goes by in pieces " +
        "of 256 kB to 1 MB.",
    ],
    tried: [
      "Cryptography is loaded with the first list that has keys, PostgreSQL's driver with the first such database, HTTP with the first " +
        "question to an authority: 4 MB.",
      "A collection of the heap when the start is done, which gives back what only the start needed: idle 118 to 99 MB. Languages are " +
        "read when they are first spoken: 20 MB.",
      "A thread that worked on a large message is ended, and buffers that are done with are let go, so that memory is given back at once.",
      "A small young generation (`--max-semi-space-size=4`, as `./conclave` starts it): 416 to 382 MB with 25 MB to 20 members, idle " +
        "10 MB less. 2 MB in place of 4 makes deliveries 10 to 20 % slower. Counting memory outside of the heap as the heap's: a higher peak.",
      "Pieces of more than 128 kB from the system and back to it (`MALLOC_MMAP_THRESHOLD_`, set by `./conclave`): of its own accord glibc " +
        "raises that bound with every large piece that is freed and keeps what is below it: 521 to 441 MB.",
      "Ciphers write piece by piece into one buffer, a multipart is put together in one go: 441 to 383 MB.",
      "A large message is let go as it came once it is opened: the peak is then that of opening.",
    ],
  },
  command: {
    title: "Commands",
    limits: [
      "A command that asks the running server over its socket. Beside it a Node that does nothing: what is left is loading the " +
        "command line's modules.",
    ],
    tried: ["Rooms that a command does not need are not loaded: cryptography, PostgreSQL."],
  },
};
