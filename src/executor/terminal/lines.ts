import type { RunEvent } from '../../runbook/event.ts';
import type { Say } from '../../words.ts';
import { harmless, linesOf, oneLine } from './clean.ts';
import { sayDuration } from './duration.ts';
import type { Style } from './style.ts';

type Of<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

/** How much a person wants to read. */
export type Loudness = 'quiet' | 'normal' | 'verbose';

/** Returns the whole command line that goes on with a run or takes it back. */
export type Again = (command: 'resume' | 'undo', run: string) => string;

export function runLines(event: Of<'run'>, say: Say, style: Style): string[] {
  const { run, title, steps: count, journal, world, resumed } = event;
  return [
    style.bold(oneLine(title)),
    resumed ? say('runbook.run.resumed', { run }) : say('runbook.run.begins', { run, count }),
    ...(world === undefined ? [] : [say('runbook.run.rehearsal', { world })]),
    style.dim(say('runbook.run.journal', { journal })),
  ];
}

export function secretLine({ name, source }: Of<'secret'>, say: Say): string {
  switch (source) {
    case 'environment':
      return say('runbook.secret.environment', { name });
    case 'prompt':
      return say('runbook.secret.prompt', { name });
    case 'generated':
      return say('runbook.secret.generated', { name });
    case 'made-up':
      return say('runbook.secret.madeUp', { name });
    case 'absent':
      return say('runbook.secret.absent', { name });
  }
}

export function stepLines(event: Of<'step'>, say: Say, style: Style): string[] {
  const text = linesOf(event.text);
  const shown =
    event.file === undefined
      ? text.map((one, index) => `  ${index === 0 ? '$' : ' '} ${one}`)
      : text.map((one) => `  | ${one}`);
  return [
    '',
    style.bold(`[${event.number}/${event.of}] ${oneLine(event.title)}`) + style.dim(`  ${event.step}`),
    ...shown.map((one) => style.cyan(one)),
    style.dim(`  ${remarksOn(event, say).join(' ')}`),
  ];
}

/** Returns what a step will change, and whether that can be undone. */
function remarksOn(event: Of<'step'>, say: Say): string[] {
  const { on, file, replaces, always, undo, undoText } = event;
  const where =
    file === undefined
      ? []
      : [
          replaces
            ? say('runbook.step.replaces', { file: oneLine(file) })
            : say('runbook.step.makes', { file: oneLine(file) }),
        ];
  const back =
    undoText !== undefined
      ? say('runbook.step.undo', { command: firstLine(undoText) })
      : undo
        ? say('runbook.step.reversible')
        : always
          ? say('runbook.step.holds')
          : say('runbook.step.final');
  return [...(on === 'machine' ? [say('runbook.step.onMachine')] : []), ...where, back];
}

/** Returns the first line of a text, and a sign where there are more. */
function firstLine(text: string): string {
  const [first = '', ...more] = linesOf(text.trim());
  return more.length > 0 ? `${first} …` : first;
}

export function passLine(event: Of<'pass'>, say: Say, style: Style): string {
  const head = `[${event.number}/${event.of}] ${oneLine(event.title)}: `;
  switch (event.why) {
    case 'check':
      return style.green(head + say('runbook.pass.check'));
    case 'hand':
      return style.green(head + say('runbook.pass.hand'));
    case 'skip':
      return style.yellow(head + say('runbook.pass.skip'));
  }
}

export function endLines(event: Of<'end'>, say: Say, style: Style, loudness: Loudness): string[] {
  const duration = sayDuration(event.duration);
  if (event.outcome === 'interrupted')
    return [
      style.yellow(
        `  ${event.failure === 'doubt' ? failureLine(event, say) : say('runbook.end.interrupted', { duration })}`,
      ),
    ];
  if (event.outcome === 'failed') {
    const diff = (event.diff ?? []).map((one) => {
      const text = `    ${harmless(one)}`;
      return one.startsWith('-')
        ? style.red(text)
        : one.startsWith('+')
          ? style.green(text)
          : style.dim(text);
    });
    const page =
      event.page === undefined
        ? []
        : [style.dim(`  ${say('runbook.explain.page', { page: oneLine(event.page) })}`)];
    return [style.red(`  ${failureLine(event, say)}`), ...diff, ...page];
  }
  const changes = [
    ...Object.entries(event.captured ?? {}).map(([name, value]) =>
      say('runbook.end.captured', { name, value }),
    ),
    ...(event.moved === undefined ? [] : [say('runbook.end.moved', { folder: oneLine(event.moved) })]),
    ...(event.exported === undefined || loudness !== 'verbose'
      ? []
      : [say('runbook.end.exported', { names: event.exported.join(', ') })]),
  ];
  return [
    style.green(`  ${say('runbook.end.done', { duration })}`),
    ...changes.map((text) => style.dim(`  ${text}`)),
  ];
}

/** Returns why a step failed, in words. */
export function failureLine(
  { failure, exit, duration, reason = '' }: Pick<Of<'end'>, 'failure' | 'exit' | 'duration' | 'reason'>,
  say: Say,
): string {
  const time = sayDuration(duration);
  switch (failure) {
    case 'timeout':
      return say('runbook.end.timeout', { duration: time });
    case 'signal':
      return say('runbook.end.signal', { signal: reason });
    case 'expect':
      return say('runbook.end.expect');
    case 'check':
      return say('runbook.end.check');
    case 'doubt':
      return say('runbook.end.doubt', { reason: oneLine(reason) });
    case 'capture':
      return say('runbook.end.capture', { reason: oneLine(reason) });
    case 'machine':
      return say('runbook.end.machine');
    case 'ready':
      return say('runbook.end.ready', { ready: oneLine(reason) });
    case 'file':
      return say('runbook.end.file', { reason: oneLine(reason) });
    case 'folder':
      return say('runbook.end.folder', { folder: oneLine(reason) });
    default:
      return say('runbook.end.exit', { exit: exit ?? 0, duration: time });
  }
}

/** Returns what takes a step back: a command, or what becomes of the file that it wrote. */
export function undoLines({ text, file, kept }: Of<'undo'>, say: Say): string[] {
  if (file === undefined) return linesOf(text).map((line) => `$ ${line}`);
  const values = { file: oneLine(file) };
  return [kept ? say('runbook.undo.restores', values) : say('runbook.undo.removes', values)];
}

export function undoneLine({ step, outcome, exit = 0 }: Of<'undone'>, say: Say, style: Style): string {
  switch (outcome) {
    case 'done':
      return style.green(`  ${say('runbook.undone.done', { step })}`);
    case 'gone':
      return style.green(`  ${say('runbook.undone.gone', { step })}`);
    case 'left':
      return style.yellow(`  ${say('runbook.undone.left', { step })}`);
    case 'kept':
      return style.yellow(`  ${say('runbook.undone.kept', { step })}`);
    case 'changed':
      return style.yellow(`  ${say('runbook.undone.changed', { step })}`);
    case 'interrupted':
      return style.yellow(`  ${say('runbook.undone.interrupted', { step })}`);
    case 'failed':
      return style.red(`  ${say('runbook.undone.failed', { step, exit })}`);
  }
}

export function stopLines(event: Of<'stop'>, say: Say, style: Style, quiet: boolean, again: Again): string[] {
  const { run, outcome, journal } = event;
  const ways = { run, resume: again('resume', run), undo: again('undo', run) };
  const last = journal === undefined ? say('runbook.world.gone') : say('runbook.run.journal', { journal });
  const where = quiet ? [] : [...changeLines(event, say), last].map((text) => style.dim(text));
  switch (outcome) {
    case 'finished':
      return quiet
        ? []
        : [
            '',
            style.green(
              journal === undefined || event.steps.ran.length === 0
                ? say('runbook.stop.finished.gone', { run })
                : say('runbook.stop.finished', ways),
            ),
            ...where,
          ];
    case 'undone':
      return quiet ? [] : ['', style.green(say('runbook.stop.undone', { run })), ...where];
    case 'failed':
      return ['', style.red(say('runbook.stop.failed', ways)), ...where];
    case 'interrupted':
      return ['', style.yellow(say('runbook.stop.interrupted', ways)), ...where];
  }
}

/** Returns what a run has changed so far, and what of that is undone. */
function changeLines({ steps, files }: Of<'stop'>, say: Say): string[] {
  const { ran, found, skipped, undone, left } = steps;
  const counts = [
    ...(ran.length > 0 ? [say('runbook.stop.ran', { count: ran.length })] : []),
    ...(found.length > 0 ? [say('runbook.stop.found', { count: found.length })] : []),
    ...(undone.length > 0 ? [say('runbook.stop.taken', { count: undone.length })] : []),
    ...(skipped.length > 0 ? [say('runbook.stop.skipped', { steps: skipped.join(', ') })] : []),
    ...(left.length > 0 ? [say('runbook.stop.left', { steps: left.join(', ') })] : []),
  ];
  return [
    ...(counts.length > 0 ? [counts.join(' ')] : []),
    ...(files.length > 0 ? [say('runbook.stop.files', { files: files.map(oneLine).join(', ') })] : []),
  ];
}
