import type { Say } from '../../words.ts';
import type { Host } from '../host.ts';
import { instant } from '../process/instant.ts';
import { oneLine } from './clean.ts';
import { sayDuration } from './duration.ts';

/** Says what runs and for how long, where what runs says nothing itself. */
export interface Clock {
  /**
   * @param what runs now, in a few words
   * @param breakLine ends a line in whose middle the cursor stands
   */
  start: (what: string, breakLine: () => void) => void;
  /** Takes the time away, so that something can be printed. */
  hide: () => void;
  /** Tells whether the cursor stands in the middle of a line. */
  wait: (midLine: boolean) => void;
  stop: () => void;
}

/** After how long a silence the time shows on a terminal, in milliseconds; and how long a line that is not ended may still go on. */
const patience = 900;
const midLinePatience = 5000;
/** After how long a silence a line is printed where nothing can be taken away again: then after twice as long, up to the most. */
const first = 10_000;
const most = 300_000;

/** Returns a clock that runs below what is printed on a terminal, and elsewhere prints a line now and then. */
export function clockFor({ stdout, env }: Pick<Host, 'stdout' | 'env'>, wanted: boolean, say: Say): Clock {
  if (!wanted) return { start: () => {}, hide: () => {}, wait: () => {}, stop: () => {} };
  const live = stdout.isTTY === true && env.TERM !== 'dumb';
  let timer: NodeJS.Timeout | undefined;
  let started = 0;
  let quietSince = 0;
  let due = first;
  let shown = false;
  let midLine = false;
  const hide = () => {
    if (shown) stdout.write('\r\x1b[K');
    shown = false;
    quietSince = instant();
  };
  const tick = (what: string, breakLine: () => void) => {
    const silence = instant() - quietSince;
    if (silence < (live ? (midLine ? midLinePatience : patience) : due)) return;
    if (midLine) breakLine();
    midLine = false;
    const text = say('runbook.running', { what, duration: sayDuration(instant() - started) });
    // A line that wraps could not be taken away again.
    if (live) stdout.write(`\r\x1b[K  ${cut(text, (stdout.columns ?? 80) - 3)}`);
    else {
      stdout.write(`  ${text}\n`);
      quietSince = instant();
      due = Math.min(due * 2, most);
    }
    shown = live;
  };
  return {
    start: (what, breakLine) => {
      clearInterval(timer);
      hide();
      started = quietSince;
      due = first;
      const line = oneLine(what);
      timer = setInterval(() => tick(line, breakLine), 1000).unref();
    },
    hide,
    wait: (now) => {
      midLine = now;
    },
    stop: () => {
      hide();
      midLine = false;
      clearInterval(timer);
    },
  };
}

function cut(text: string, width: number): string {
  const signs = [...text];
  return signs.length <= width ? text : `${signs.slice(0, Math.max(0, width - 1)).join('')}…`;
}
