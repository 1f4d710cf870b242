/** The rooms of cryptography, loaded with the first key: a server without keys does without them. */
export const openpgp = () => import("#openpgp");
export const smime = () => import("#smime");
