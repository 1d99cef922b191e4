import type { Report } from '../../runbook/event.ts';
import { type Language, languageOfLocale, languages, type Say, speak } from '../../words.ts';
import type { Host } from '../host.ts';
import { word } from '../script/quote.ts';
import { exits, type Sentence, Stop } from '../stop.ts';
import { clockFor } from '../terminal/clock.ts';
import { showTo } from '../terminal/show.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import type { Options } from './options.ts';

/** How a command speaks with the user. */
export interface Console {
  language: Language;
  say: Say;
  style: Style;
  /** Prints a line of the answer. */
  print: (text?: string) => void;
  /** Where questions go, and what belongs to them: not among the events of `--json`. */
  aside: Host['stdout'];
  /** Tells what happens in a run: for a person, or as a line of JSON. */
  report: Report;
  /** Says that a command runs, to a person who would wait in silence otherwise. Returns what ends that. */
  busy: (what: string) => () => void;
}

/** Returns the console that the options ask for. */
export function openConsole(host: Host, options: Options): Console {
  const language = chooseLanguage(host, options);
  const say = speak(language);
  const style = styleFor(host, options.color);
  const write = writerTo(host);
  const again = (command: string, run: string) => againWith(host, options, command, run);
  const loudness = options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal';
  const clock = clockFor(host, loudness !== 'quiet' && !options.json, say);
  const screen = showTo(write, say, style, loudness, clock, again);
  const report = options.json
    ? (event: Parameters<Report>[0]) => write(`${JSON.stringify(event)}\n`)
    : screen.report;
  const aside = options.json ? host.stderr : host.stdout;
  return { language, say, style, print: (text = '') => write(`${text}\n`), aside, report, busy: screen.busy };
}

/** Returns the command line that goes on with a run where it is. */
export function againWith(host: Host, { world, stateDir }: Options, command: string, run: string): string {
  const place =
    stateDir !== undefined ? ['--state-dir', stateDir] : world !== undefined ? ['--world', world] : [];
  return lineOf(host, [command, run, ...place]);
}

/** Returns a whole command line of this program, as the user would type it. */
export function lineOf({ program }: Host, words: readonly string[]): string {
  return [program, ...words.map((one) => (/^[\w./=:@-]+$/.test(one) ? one : word(one)))].join(' ');
}

/** Returns the language of `--lang`, or else of the locale. */
export function chooseLanguage(host: Host, { lang }: Pick<Options, 'lang'>): Language {
  if (lang === undefined) return languageOfLocale(host.env);
  const wanted = languages.find((language) => language === lang.toLowerCase().split(/[_.@-]/)[0]);
  if (wanted) return wanted;
  throw new Stop(exits.usage, {
    key: 'runbook.usage.language',
    values: { lang, known: languages.join(', ') },
  });
}

/** Returns sentences as one text. */
export function sayAll(say: Say, sentences: readonly Sentence[]): string {
  return sentences.map(({ key, values }) => say(key, values).trimEnd()).join('\n');
}

/** Writes to standard output for as long as somebody reads it; a run goes on when nobody does any more. */
function writerTo({ stdout, stderr }: Host): (text: string) => void {
  let open = true;
  stderr.on('error', () => {});
  stdout.on('error', () => {
    open = false;
  });
  return (text) => {
    if (open) stdout.write(text);
  };
}
