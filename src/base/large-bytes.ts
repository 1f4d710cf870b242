/**
 * What is large, in octets. From this size on a message is stored in steps, worked on one at a time and sent over some
 * of the connections only, so that small mail passes it.
 */
export const LARGE_BYTES = 1024 * 1024;
