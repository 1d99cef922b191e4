import { createInterface } from 'node:readline';
import { FlyFailure } from '../failure.ts';
import { type Context, isInteractive } from './context.ts';

/** What flyctl says where a question would come and nobody can answer it. */
export const yesMissing = 'yes flag must be specified when not running interactively';

/**
 * Asks whether to go on, as flyctl does (internal/prompt): anything but a yes is a no.
 *
 * @param unanswered what is said where nobody can answer
 * @throws FlyFailure where nobody can
 */
export async function confirm(
  context: Context,
  question: string,
  unanswered: string = yesMissing,
): Promise<boolean> {
  const answer = await ask(context, `${question} (y/N)`, unanswered);
  return /^y(es)?$/i.test(answer);
}

/**
 * Asks for a word, and returns it without the spaces around it.
 *
 * @throws FlyFailure where nobody can answer
 */
export async function ask(context: Context, question: string, unanswered: string): Promise<string> {
  if (!isInteractive(context)) throw new FlyFailure(unanswered);
  const lines = createInterface({ input: context.io.stdin, output: context.io.stdout });
  return await new Promise<string>((answered, failed) => {
    const interrupted = () => failed(new FlyFailure('interrupt'));
    lines.once('SIGINT', interrupted).once('close', interrupted);
    lines.question(`? ${question} `, (answer) => {
      answered(answer.trim());
      lines.close();
    });
  }).finally(() => lines.close());
}
