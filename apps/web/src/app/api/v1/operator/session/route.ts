import { signIn } from "../../../../../operator/routes.ts";

export const POST = signIn;
