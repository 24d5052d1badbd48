import { setTimeout as pause } from "node:timers/promises";

type Turn = { readonly done: Promise<unknown>; endedAt: number };

/** Runs tasks for one host one after the other, with at least `pauseMs` between the end of one and the start of the next. */
export function oneAtATime(pauseMs: number): <T>(host: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Turn>();
  return (host, task) => {
    const before = last.get(host);
    const turn = (async () => {
      await before?.done.catch(() => undefined);
      const rest = (): number => (before === undefined ? 0 : before.endedAt + pauseMs - performance.now());
      // Again, because a timer leaves out fractions of a millisecond and may fire a whole one early.
      while (rest() > 0) await pause(Math.ceil(rest()));
      return await task();
    })();
    const mine: Turn = { done: turn, endedAt: 0 };
    const ended = (): void => {
      mine.endedAt = performance.now();
    };
    turn.then(ended, ended);
    last.set(host, mine);
    return turn;
  };
}
