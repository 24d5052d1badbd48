let clients = 0;

/** The address of a client nobody was before, so that the limit on one test does not stand in the way of the next. */
export function nextClient(): string {
  clients += 1;
  return `10.1.${Math.floor(clients / 250)}.${clients % 250}`;
}
