import { signOut } from "../../../../../operator/sign.ts";

export const POST = signOut;
