import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearest } from '../src/diagnostics/nearest.ts';
import { type Language, languageOf, languageOfLocale, languages, type Say } from '../src/words.ts';

/** Usage that a person can mend: what is wrong, in words. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Returns the language of `--lang`, wherever it stands in the arguments, then of the locale. */
export function languageFrom(args: string[], environment: NodeJS.ProcessEnv): Language {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const asked = args[index]?.includes('=') ? args[index]?.slice('--lang='.length) : args[index + 1];
  if (index >= 0 && languages.some((language) => language === asked)) return languageOf(asked);
  return languageOfLocale(environment);
}

/**
 * Parses arguments by their options.
 *
 * @throws UsageError with what is wrong with them, in words
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: string[],
  options: Options,
  say: Say,
) {
  try {
    const read = parseArgs({ args, options, allowPositionals: true, strict: true });
    const lang = 'lang' in read.values ? read.values.lang : undefined;
    if (typeof lang === 'string' && !languages.some((language) => language === lang))
      throw new UsageError(say('usage.language', { lang, known: languages.join(', ') }));
    return read;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /Unknown option '([^']+)'/.exec(message) ?? [];
    if (unknown !== undefined) {
      const similar = nearest(
        unknown,
        Object.keys(options).map((name) => `--${name}`),
      );
      throw new UsageError(
        similar === undefined
          ? say('usage.unknown', { option: unknown })
          : say('usage.unknown.nearest', { option: unknown, nearest: similar }),
      );
    }
    const [, wanting] = /Option '(?:-\w, )?(--[\w-]+)/.exec(message) ?? [];
    throw new UsageError(say('usage.value', { option: wanting ?? '' }));
  }
}

/** Runs a program: a UsageError ends it with 2 and its sentence, anything the system refuses with 2 and the reason. */
export async function runProgram(say: Say, program: () => Promise<number> | number): Promise<void> {
  // A reader such as `head` that has seen enough is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  try {
    process.exitCode = await program();
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n`);
    else if (isSystemError(error))
      process.stderr.write(`${say('usage.system', { reason: error.message })}\n`);
    else throw error;
    process.exitCode = 2;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
