/**
 * Commands by mail: what the lines of a mail order, who asked for it and how far they proved to be that, and one answer to
 * all of it. It runs operations and writes texts; it sends no mail, opens nothing sealed and knows no step of the pipeline.
 */
