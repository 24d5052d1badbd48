/** An interval of real numbers; infinities allowed at open ends. */
export type Interval = { readonly low: number; readonly high: number; readonly lowOpen: boolean; readonly highOpen: boolean };
