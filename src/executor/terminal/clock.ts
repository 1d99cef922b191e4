import type { Host } from '../host.ts';
import { instant } from '../process/instant.ts';
import { sayDuration } from './duration.ts';

/** Shows on a terminal how long the present step has been running, below what it prints. */
export interface Clock {
  start: () => void;
  /** Takes the time away, so that something can be printed. */
  hide: () => void;
  /** Keeps it from showing while the cursor stands in the middle of a line. */
  wait: (midLine: boolean) => void;
  stop: () => void;
}

/** Returns a clock for a terminal; elsewhere one that shows nothing. */
export function clockFor(stdout: Host['stdout'], wanted: boolean): Clock {
  if (!wanted || !stdout.isTTY) return { start: () => {}, hide: () => {}, wait: () => {}, stop: () => {} };
  let started = 0;
  let shown = false;
  let quietSince = 0;
  let waiting = false;
  let timer: NodeJS.Timeout | undefined;
  const hide = () => {
    if (shown) stdout.write('\r\x1b[K');
    shown = false;
    quietSince = instant();
  };
  return {
    start: () => {
      clearInterval(timer);
      started = quietSince = instant();
      timer = setInterval(() => {
        if (waiting || instant() - quietSince < 900) return;
        stdout.write(`\r\x1b[K  ${sayDuration(instant() - started)}`);
        shown = true;
      }, 1000).unref();
    },
    hide,
    wait: (midLine) => {
      waiting = midLine;
    },
    stop: () => {
      hide();
      waiting = false;
      clearInterval(timer);
    },
  };
}
