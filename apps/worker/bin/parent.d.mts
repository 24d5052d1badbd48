export function onParentGone(then: () => void): void;
