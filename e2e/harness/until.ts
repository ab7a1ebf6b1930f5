const EVERY_MS = 40;

/** Asks again and again until the answer is neither false, null nor undefined; says what it waited for when it never is. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      const cause = last instanceof Error ? `: ${last.message}` : '';
      throw new Error(`waited ${withinMs} ms for ${what}${cause}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
