import type { RunEvent } from '../../runbook/event.ts';
import type { Say } from '../../words.ts';
import { harmless, oneLine } from './clean.ts';
import type { Clock } from './clock.ts';
import { sayDuration } from './duration.ts';
import {
  type Again,
  endLines,
  type Loudness,
  passLine,
  runLines,
  secretLine,
  stepLines,
  stopLines,
  undoLines,
  undoneLine,
} from './lines.ts';
import type { Style } from './style.ts';

/** Returns functions that tell a person what happens, and what runs while nothing happens. */
export function showTo(
  write: (text: string) => void,
  say: Say,
  style: Style,
  loudness: Loudness,
  clock: Clock,
  again: Again,
): { report: (event: RunEvent) => void; busy: (what: string) => () => void } {
  let midLine = false;
  const line = (text = '') => {
    clock.hide();
    write(`${midLine ? '\n' : ''}${text}\n`);
    midLine = false;
  };
  const quiet = loudness === 'quiet';
  const breakLine = () => {
    if (midLine) write('\n');
    midLine = false;
  };
  const busy = (what: string) => {
    clock.start(what, breakLine);
    return clock.stop;
  };
  const report = (event: RunEvent) => {
    switch (event.event) {
      case 'run':
        if (!quiet) for (const text of runLines(event, say, style)) line(text);
        break;
      case 'secret':
        if (!quiet && event.source !== 'environment') line(style.dim(secretLine(event, say)));
        break;
      case 'step':
        if (!quiet || event.asks) for (const text of stepLines(event, say, style)) line(text);
        break;
      case 'start':
        if (!event.interactive) busy(event.step);
        break;
      case 'output':
        if (!quiet) {
          clock.hide();
          write(event.text);
          midLine = !event.text.endsWith('\n');
          clock.wait(midLine);
        }
        break;
      case 'pass':
        if (!quiet || event.why !== 'check') line(passLine(event, say, style));
        break;
      case 'retry':
        line(
          style.yellow(
            say('runbook.retry', { step: event.step, attempt: event.attempt, wait: sayDuration(event.wait) }),
          ),
        );
        break;
      case 'end':
        clock.stop();
        if (!quiet || event.outcome !== 'done')
          for (const text of endLines(event, say, style, loudness)) line(text);
        break;
      case 'undo':
        if (!quiet) {
          line();
          line(style.bold(say('runbook.undo.step', { title: oneLine(event.title) })));
          for (const text of undoLines(event, say)) line(style.cyan(`  ${text}`));
        }
        break;
      case 'undone':
        line(undoneLine(event, say, style));
        break;
      case 'note':
        for (const text of harmless(event.message).split('\n')) line(style.dim(text));
        break;
      case 'error':
        line(style.red(harmless(event.message)));
        break;
      case 'stop':
        clock.stop();
        for (const text of stopLines(event, say, style, quiet, again)) line(text);
    }
  };
  return { report, busy };
}
