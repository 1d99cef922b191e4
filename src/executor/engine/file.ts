import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fill, type Step, type Template } from '../../runbook/plan.ts';
import { writeWhole } from '../journal/folder.ts';
import { JournalUnwritable } from '../journal/journal.ts';
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
  try {
    return (
      readFileSync(resolve(session.state.now.cwd, file.path), 'utf8') === fill(file.text, session.values)
    );
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
    const target = settle(session.state.now.cwd, path);
    const kept = keep(session, step, target);
    const about = { path: target, digest: digestOf(text), ...(kept === undefined ? {} : { kept }) };
    record(session, { type: 'start', step: step.id, digest: step.digest, attempt, file: about }, 'commit');
    writeWhole(target, text, statSync(target, { throwIfNoEntry: false })?.mode ?? 0o644);
    return { outcome: 'done', duration: instant() - started };
  } catch (error) {
    if (error instanceof JournalUnwritable) throw error;
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

/** Puts back what stood in a file before the step wrote it. Returns false where somebody has changed it since. */
export function restore(
  session: Session,
  file: { path: string; kept?: string | undefined; digest: string },
): boolean {
  const present = existsSync(file.path) ? digestOf(readFileSync(file.path)) : undefined;
  const former = file.kept === undefined ? undefined : join(session.files.kept, file.kept);
  if (present === (former === undefined ? undefined : digestOf(readFileSync(former)))) return true;
  if (present !== file.digest) return false;
  if (former === undefined) rmSync(file.path);
  else writeWhole(file.path, readFileSync(former), statSync(former).mode & 0o777);
  return true;
}

/** Returns the place that a path really means, links followed: inside the working folder, or nowhere. */
function settle(cwd: string, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(path);
  const target = link
    ? realpathSync(path)
    : join(realpathSync(dirname(path)), path.slice(dirname(path).length + 1));
  if (!target.startsWith(`${realpathSync(cwd)}${sep}`)) throw new Error(target);
  return target;
}

/** Keeps a copy of the present file, once: what a first attempt has kept stays. Returns its name, or nothing where there is no file. */
function keep(session: Session, step: Step, target: string): string | undefined {
  const before = session.state.steps.get(step.id)?.file;
  if (before) return before.kept;
  if (!existsSync(target)) return undefined;
  mkdirSync(session.files.kept, { recursive: true, mode: 0o700 });
  const copy = join(session.files.kept, step.id);
  const mode = statSync(target).mode & 0o777;
  writeWhole(copy, readFileSync(target), 0o600);
  chmodSync(copy, mode);
  return step.id;
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
