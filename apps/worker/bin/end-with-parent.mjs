// Preloaded into children that would otherwise outlive us: node --import .../end-with-parent.mjs
import { onParentGone } from "./parent.mjs";

onParentGone(() => process.exit(1));
