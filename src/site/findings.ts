import { join, sep } from 'node:path';
import type { ViteDevServer } from 'vite';
import { toWords } from '../diagnostics/message.ts';
import { type CheckResult, linesOf } from '../diagnostics/report.ts';
import { reportPretty } from '../diagnostics/reporters/pretty.ts';
import { styleOf } from '../diagnostics/style.ts';
import { Memory } from '../guide/memory.ts';
import { checkGuide } from '../rules/check-guide.ts';
import { type Language, speak } from '../words.ts';

/** Editors write a file in several strokes; what comes within this time, in milliseconds, is one change. */
const settling = 40;

/** What the browser's error overlay is told, as Vite tells it of a plugin's error. */
interface Failure {
  type: 'error';
  err: {
    name: string;
    message: string;
    hint: string;
    stack: string;
    plugin: string;
    id: string;
    loc: { file: string; line: number; column: number };
    frame: string;
  };
}

/**
 * Checks the guide while its pages are being written: the first finding stands in the browser's error overlay, at its file, line and
 * column, with all others below, and goes when it is mended.
 *
 * @param content the content's folder, absolute
 */
export function showFindings(server: ViteDevServer, content: string, language: Language): void {
  const { hot } = server.environments.client;
  const memory = new Memory();
  const look = () => failureOf(checkGuide(content, { memory }), content, language);
  let failure = look();
  let timer: NodeJS.Timeout | undefined;
  server.watcher.on('all', (_, path) => {
    if (!path.startsWith(content + sep)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const before = failure;
      failure = look();
      if (failure) hot.send(failure);
      // What was mended may need no other reload, and the overlay goes with one.
      else if (before) hot.send({ type: 'full-reload', path: '*' });
    }, settling);
  });
  // Whoever opens or reloads a page is told as well: the overlay does not outlive either.
  hot.on('vite:client:connect', () => {
    if (failure) hot.send(failure);
  });
}

/** Returns what the overlay shows of a check, or nothing where the guide is as it has to be. */
export function failureOf(result: CheckResult, content: string, language: Language): Failure | undefined {
  const diagnostics = result.diagnostics.filter(({ severity }) => severity !== 'info');
  const [first] = diagnostics;
  if (!first) return undefined;
  const say = speak(language);
  const report = (found: typeof diagnostics) =>
    reportPretty({ ...result, diagnostics: found }, { language, say }, styleOf(false), {
      quiet: true,
    }).trimEnd();
  const file = join(content, first.file);
  return {
    type: 'error',
    err: {
      name: first.code,
      message: toWords(first.message, say),
      hint: say('check.overlay', { count: diagnostics.length, code: first.code }),
      stack: report(diagnostics),
      plugin: 'check',
      id: file,
      loc: { file, ...linesOf(result.sources)(first.file).at(first.start) },
      frame: report([first]),
    },
  };
}
