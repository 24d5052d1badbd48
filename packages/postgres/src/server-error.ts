/** Why PostgreSQL cannot be used here: one sentence that a person at the terminal can act on. */
export class ServerError extends Error {
  override readonly name = "ServerError";
}
