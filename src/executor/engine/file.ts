import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fill, type Step, type Template } from '../../runbook/plan.ts';
import { writeWhole } from '../journal/folder.ts';
import { JournalGone, JournalUnwritable } from '../journal/journal.ts';
import type { KeptFile } from '../journal/state.ts';
import { instant } from '../process/instant.ts';
import { reasonOf } from '../stop.ts';
import { record, type Session } from './session.ts';
import type { Attempt } from './step.ts';

interface FileText {
  path: string;
  text: Template;
}

/** Whether the file already says what the step would write. */
export function isWritten(session: Session, file: FileText): boolean {
  const path = resolve(session.state.now.cwd, file.path);
  try {
    // To read a pipe is to wait for whoever writes into it.
    return statSync(path).isFile() && readFileSync(path, 'utf8') === fill(file.text, session.values);
  } catch {
    return false;
  }
}

/** Writes a step's file beside and renames it; what stood there before is kept for undo. */
export function writeStep(session: Session, step: Step, file: FileText, attempt: number): Attempt {
  const started = instant();
  const path = resolve(session.state.now.cwd, file.path);
  const text = fill(file.text, session.values);
  try {
    const target = settle(session, path);
    const kept = keep(session, step, target);
    const about = { path: target, digest: digestOf(text), ...kept };
    record(session, { type: 'start', step: step.id, digest: step.digest, attempt, file: about }, 'commit');
    writeWhole(target, text, statSync(target, { throwIfNoEntry: false })?.mode ?? 0o644);
    return { outcome: 'done', duration: instant() - started };
  } catch (error) {
    if (error instanceof JournalUnwritable || error instanceof JournalGone) throw error;
    if (session.state.steps.get(step.id)?.status !== 'unknown') {
      record(session, { type: 'start', step: step.id, digest: step.digest, attempt });
    }
    return {
      outcome: 'failed',
      failure: 'file',
      duration: instant() - started,
      reason: reasonOf(error),
    };
  }
}

/**
 * Puts back what stood in a file before the step wrote it. Returns what became of that: `changed` where somebody has changed the file
 * since, `failed` where what stood there cannot be had any more, which is said.
 */
export function restore(session: Session, file: KeptFile): 'done' | 'changed' | 'failed' {
  const found = statSync(file.path, { throwIfNoEntry: false });
  if (found && !found.isFile()) return 'changed';
  const present = found && digestOf(readFileSync(file.path));
  const former = formerOf(session, file);
  if (former === 'lost') return 'failed';
  if (present === (former && digestOf(former.content))) return 'done';
  if (present !== file.digest) return 'changed';
  if (former === undefined) rmSync(file.path);
  else writeWhole(file.path, former.content, former.mode);
  return 'done';
}

function formerOf(
  { files, report, say }: Session,
  { path, kept, mode }: KeptFile,
): { content: Buffer; mode: number } | 'lost' | undefined {
  if (kept === undefined) return undefined;
  const copy = join(files.kept, kept);
  try {
    return { content: readFileSync(copy), mode: mode ?? statSync(copy).mode & 0o777 };
  } catch {
    report({ event: 'note', message: say('runbook.undo.keptGone', { path, kept: copy }) });
    return 'lost';
  }
}

/** Returns the place that a path really means, links followed: inside the working folder, or nowhere. */
function settle(session: Session, path: string): string {
  const { cwd } = session.state.now;
  let around = dirname(path);
  while (!existsSync(around)) around = dirname(around);
  const home = realpathSync(cwd);
  const real = realpathSync(around);
  if (real !== home && !real.startsWith(`${home}${sep}`))
    throw new Error(session.say('runbook.file.outside', { path: real }));
  mkdirSync(dirname(path), { recursive: true });
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(path);
  const target = link
    ? realpathSync(path)
    : join(realpathSync(dirname(path)), path.slice(dirname(path).length + 1));
  if (!target.startsWith(`${home}${sep}`))
    throw new Error(session.say('runbook.file.outside', { path: target }));
  const found = statSync(target, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error(session.say('runbook.file.none', { path: target }));
  return target;
}

/**
 * Keeps a copy of the present file, once: what a first attempt has kept stays. Returns its name and the mode of the file, or nothing
 * where there is no file.
 */
function keep(session: Session, step: Step, target: string): { kept?: string; mode?: number } {
  const before = session.state.steps.get(step.id)?.file;
  if (before) {
    const { kept, mode } = before;
    return { ...(kept === undefined ? {} : { kept }), ...(mode === undefined ? {} : { mode }) };
  }
  if (!existsSync(target)) return {};
  mkdirSync(session.files.kept, { recursive: true, mode: 0o700 });
  writeWhole(join(session.files.kept, step.id), readFileSync(target), 0o600);
  return { kept: step.id, mode: statSync(target).mode & 0o777 };
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
