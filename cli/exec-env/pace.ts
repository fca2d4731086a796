/**
 * How time passes in a world whose processes live in a real shell. In real time a second of `sleep` is one of the world's,
 * too. Fast, it jumps to what is due next as long as a command in the foreground waits for simulated time (a ping, or
 * the `sleep` that is then the world's own), and keeps to real time while none does.
 */
/** `ping & sleep 3`: by then what a shell has put into the background before is there. */
const START_MILLIS = 50;

export interface WorldPace {
  waitMicros(fromMicros: number, toMicros: number): Promise<boolean>;
  hurries(): boolean;
  /** Somebody begins to wait for simulated time, who has others to start first or not; answers with what ends it. */
  waiting(afterOthers: boolean): () => void;
  /** What the world's clock should show; undefined where it leads. */
  nowMicros(): number | undefined;
}

export function worldPace(fast: boolean, startMicros: number): WorldPace {
  const began = performance.now();
  const realMicros = (): number => startMicros + Math.round((performance.now() - began) * 1000);
  let waiters = 0;
  let hurry: (() => void) | undefined;
  return {
    waitMicros: (from, to) => {
      const millis = fast ? (to - from) / 1000 : (to - realMicros()) / 1000;
      return new Promise((resolve) => {
        const end = (reached: boolean): void => {
          clearTimeout(timer);
          hurry = undefined;
          resolve(reached);
        };
        const timer = setTimeout(end, Math.max(0, Math.ceil(millis)), true);
        hurry = fast ? () => end(false) : undefined;
      });
    },
    hurries: () => fast && waiters > 0,
    waiting: (afterOthers) => {
      let counts = false;
      const begin = (): void => {
        counts = true;
        waiters++;
        hurry?.();
      };
      const timer = afterOthers ? setTimeout(begin, START_MILLIS) : undefined;
      if (timer === undefined) {
        begin();
      }
      return () => {
        clearTimeout(timer);
        waiters -= counts ? 1 : 0;
        counts = false;
      };
    },
    nowMicros: () => (fast ? undefined : realMicros()),
  };
}
