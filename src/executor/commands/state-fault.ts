import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StateUnreadable } from '../journal/folder.ts';
import { JournalDamaged, JournalGone, JournalNewer, JournalUnwritable } from '../journal/journal.ts';
import { word } from '../script/quote.ts';
import { type Exit, exits, Stop } from '../stop.ts';

/** Returns in words what is wrong with what runs leave behind, where that is what was thrown. */
export function stopForState(error: unknown): Stop | undefined {
  if (error instanceof JournalDamaged)
    return new Stop(exits.refused, {
      key: 'runbook.journal.damaged',
      values: { file: error.file, line: error.line },
    });
  if (error instanceof JournalNewer)
    return new Stop(exits.refused, {
      key: 'runbook.journal.newer',
      values: { file: error.file, line: error.line },
    });
  if (error instanceof JournalGone) return stopForGone(error);
  if (error instanceof StateUnreadable) {
    const values = { file: error.file, reason: error.message };
    return (
      stopForForeign(error.file, exits.refused) ??
      new Stop(exits.refused, { key: 'runbook.state.unreadable', values })
    );
  }
  if (error instanceof JournalUnwritable) return stopForUnwritable(error.file, error.message);
  return undefined;
}

/** Returns in words that a file or folder of the state cannot be written. */
export function stopForUnwritable(file: string, reason: string): Stop {
  return (
    stopForForeign(file, exits.failed) ??
    new Stop(exits.failed, { key: 'runbook.state.unwritable', values: { folder: file, reason } })
  );
}

function stopForGone({ file, cause, message, done }: JournalGone): Stop {
  const folder = dirname(file);
  return cause === undefined
    ? new Stop(exits.failed, { key: 'runbook.journal.gone', values: { folder } })
    : new Stop(exits.failed, {
        key: 'runbook.journal.lost',
        values: { folder, reason: message, steps: done.join(', ') },
      });
}

/** Says whose a file is, or the folder that it stands in, where that is another user's than the one who runs this. */
function stopForForeign(file: string, exit: Exit): Stop | undefined {
  const [place, owner] = nearest(file);
  const user = process.getuid?.();
  if (owner === undefined || user === undefined || owner === user) return undefined;
  // All that stands in the state folder is one user's.
  const folder = /^(.+)\/runs(?:\/|$)/.exec(file)?.[1] ?? place;
  const command = `sudo chown -R ${user} ${/^[\w./@-]+$/.test(folder) ? folder : word(folder)}`;
  return new Stop(exit, { key: 'runbook.state.foreign', values: { file: place, owner, command } });
}

/** Returns the nearest of a file and the folders around it that can be looked at, and who owns it. */
function nearest(file: string): [place: string, owner: number | undefined] {
  try {
    return [file, statSync(file).uid];
  } catch {
    return dirname(file) === file ? [file, undefined] : nearest(dirname(file));
  }
}
