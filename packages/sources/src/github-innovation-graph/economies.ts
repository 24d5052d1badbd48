import { AREA_BY_ALPHA_2, type AreaCode } from "@talent/catalog/areas/all";

/**
 * The two-letter codes of ISO 3166-1 and what the publisher prints beside them: Kosovo, and the European Union as one aggregate. `NA` is
 * Namibia. Hong Kong, Macau and Taiwan stand beside the mainland, never in it. Any other code is refused.
 */
export const ECONOMIES: Readonly<Record<string, AreaCode>> = { ...AREA_BY_ALPHA_2, XK: "XKX", EU: "XEU" };
