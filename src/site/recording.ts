import { languages, speak } from '../words.ts';

/** What a recording shows of a step. */
export interface RecordedStep {
  id: string;
  /** Its number and title, as the terminal showed them. */
  heading: string;
  command: string[];
  /** The last line that it printed. */
  answer: string | undefined;
  /** How it ended: the line with its duration. */
  end: string | undefined;
}

/** Says that a step is tried once more. */
const again = new RegExp(
  languages
    .map((language) => speak(language)('runbook.retry', { step: '[\\w-]+', attempt: '\\d+', wait: '.+' }))
    .map((sentence) => `^ +${sentence}$`)
    .join('|'),
);

const headingPattern = /^(\[\d+\/\d+\] .*?) {2}([\w-]+)$/;

/** Returns the steps that a recorded rehearsal showed. */
export function recordedSteps(text: string): RecordedStep[] {
  const steps: RecordedStep[] = [];
  for (const block of text.split(/\n(?=\[\d+\/\d+\] )/)) {
    const [first = '', ...lines] = block.split('\n');
    const [, heading, id] = headingPattern.exec(first) ?? [];
    if (heading === undefined || id === undefined) continue;
    const commandEnd = lines.findIndex((line) => !/^ {2}(\$| {3,}|\|)/.test(line));
    const done = lines.findIndex((line, index) => index > commandEnd && /^ {2}\S.*\d+ ?(ms|s)\.$/.test(line));
    steps.push({
      id,
      heading,
      command: lines.slice(0, commandEnd).map((line) => line.slice(2)),
      answer: lines
        .slice(commandEnd, done)
        .filter((line) => /^\S/.test(line))
        .at(-1),
      end: lines[done]?.trim(),
    });
  }
  return steps;
}

/**
 * Whether two recordings show the same, but for what each run has of its own: its folders, addresses, names, times, how often a step
 * was tried until it succeeded, and the order in which what a step prints on two streams at once comes together.
 */
export function sameRecording(one: string, other: string): boolean {
  return essence(one) === essence(other);
}

function essence(text: string): string {
  const blocks = timeless(text).split(/\n(?=\[\d+\/\d+\] )/);
  // Two streams may come together within a line as well: each step has to print the same, in whichever order.
  return blocks.map((block) => [...lastTry(block.split('\n')).join('\n')].toSorted().join('')).join('\n');
}

/** Leaves out what a step printed before it was tried for the last time: on a busy machine it may be early for what it waits for. */
function lastTry(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => again.test(line));
  if (last === -1) return lines;
  const first = lines.findIndex((line, index) => index > 0 && (/^\S/.test(line) || again.test(line)));
  return lines.toSpliced(first, last - first + 1);
}

function timeless(text: string): string {
  return (
    text
      .replaceAll(/\S*runbook-world-\w+/g, '<world>')
      .replaceAll(/\b[\w-]+-\d{8}-\d{6}-[0-9a-f]{6}\b/g, '<run>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, '<time>')
      .replaceAll(/\d\d \w{3} \d\d \d\d:\d\d UTC/g, '<time>')
      .replaceAll(/\d+([.,]\d+)? ?(ms|s)\b/g, '<duration>')
      // How long ago something was, and what the column is as wide as.
      .replaceAll(/(?:\d+ (?:second|minute)s? ago|just now) *$/gm, '<ago>')
      .replaceAll(/ +$/gm, '')
      .replaceAll(/\b(vol|deployment)[_-]\w+/g, '$1-<id>')
      .replaceAll(/\b(?=[a-f]*\d)[0-9a-f]{14}\b/g, '<machine>')
      .replaceAll(/\b\d+\.\d+\.\d+\.\d+\b/g, '<ip>')
      .replaceAll(/\b[0-9a-f]{1,4}(::?[0-9a-f]{1,4}){3,}\b/g, '<ip>')
      .replaceAll(/(Zone:) \w+/g, '$1 <id>')
  );
}
