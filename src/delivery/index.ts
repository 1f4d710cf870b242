export { createDelivery, type Delivery, type DeliveryOptions } from "./delivery.ts";
export {
  readReturnPathTag,
  type ReturnPathInput,
  returnPath,
  type ReturnPathTagInput,
} from "./return-path.ts";
export type { RetryPolicy } from "./retry-policy.ts";
