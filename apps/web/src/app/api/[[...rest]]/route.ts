import { apiNotFound } from "../../../http/respond.ts";

export { apiNotFound as DELETE, apiNotFound as GET, apiNotFound as OPTIONS, apiNotFound as PATCH, apiNotFound as POST, apiNotFound as PUT };
