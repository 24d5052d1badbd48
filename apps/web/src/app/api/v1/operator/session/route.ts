import { signIn } from "../../../../../operator/sign.ts";

export const POST = signIn;
