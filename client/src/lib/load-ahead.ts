const waiting: (() => Promise<unknown>)[] = [];

/** Notes code that a click may need; the browser loads it when it has time (`loadAhead`). Returns the same function. */
export function ahead<Load extends () => Promise<unknown>>(load: Load): Load {
  waiting.push(load);
  return load;
}

/**
 * Loads all that was noted, one after the other, as it must not compete with requests of the page. What can't be loaded
 * now is loaded when it is needed.
 */
export async function loadAhead(): Promise<void> {
  // What is loaded may note more.
  for (let load = waiting.shift(); load; load = waiting.shift()) await load().catch(() => undefined);
}
