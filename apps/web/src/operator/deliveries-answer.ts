import { acted, said } from "../http/handle-post.ts";
import { Problem } from "../http/problem.ts";
import { readQuery } from "../http/read-query.ts";
import { deliveryView } from "./load.ts";
import { MESSAGE_STATE } from "./message-state.ts";
import { isOperator } from "./session.ts";

/** GET of the delivery log as JSON. The operator is made sure of here, before anything is read. */
export function deliveriesAnswer(request: Request): Promise<Response> {
  return acted(request, async () => {
    if (!isOperator(request, new Date()))
      throw new Problem(401, "Unauthorised", "This is for the operator.", undefined, { "www-authenticate": "Bearer" });
    const { state } = readQuery(new URL(request.url).searchParams, { state: MESSAGE_STATE });
    const { messages, counts, conservation } = await deliveryView(state);
    return said({ data: messages, next: null, counts, conservation });
  });
}
