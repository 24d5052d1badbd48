// A parent killed with -9 cannot report it; its children notice that they were reparented.
/** Calls `then` once the process that started us is gone. Polled, because no system notifies a child. */
export function onParentGone(then) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500).unref();
}
