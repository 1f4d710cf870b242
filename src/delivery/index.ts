/**
 * The outbox: claims rows fairly over lists, sends them through the relay, writes each result, tries again later.
 * It sends octets as they are stored: it opens nothing, seals nothing and never decides who gets a post.
 */
export { createDelivery, type Delivery, type DeliveryOptions } from "./delivery.ts";
export {
  readReturnPathTag,
  type ReturnPathInput,
  returnPath,
  type ReturnPathTagInput,
} from "./return-path.ts";
export type { RetryPolicy } from "./retry-policy.ts";
