/**
 * Work that may wait. The evaluator is written as generators that yield only the promises they have to wait for, so
 * that a command which never waits costs no promise and no turn of the event loop.
 */

export type Run<T> = Generator<Promise<unknown>, T, unknown>;

/** The value of `value`, waited for only when it is a promise. */
export function* wait<T>(value: T | Promise<T>): Run<T> {
  if (!(value instanceof Promise)) return value;
  return (yield value) as T;
}

/** Runs to the end: synchronously as long as nothing waits, with a promise from the first wait on. */
export function drive<T>(run: Run<T>): T | Promise<T> {
  const step = run.next();
  return step.done ? step.value : driveOn(run, step.value);
}

async function driveOn<T>(run: Run<T>, first: Promise<unknown>): Promise<T> {
  let waitFor = first;
  for (;;) {
    let step: IteratorResult<Promise<unknown>, T>;
    try {
      step = run.next(await waitFor);
    } catch (error) {
      run.return(undefined as T);
      throw error;
    }
    if (step.done) return step.value;
    waitFor = step.value;
  }
}
