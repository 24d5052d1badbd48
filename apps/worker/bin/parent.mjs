// A parent killed with -9 cannot say so; its children notice that they were handed to another process.
/** Calls `then` once the process that started us is gone. Polled, because no system tells a child. */
export function onParentGone(then) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500).unref();
}
