import { signOut } from "../../../../../operator/routes.ts";

export const POST = signOut;
