import { createContext, Script } from 'node:vm';

/** How long a pattern may look for its match, in milliseconds: one that goes back over and over may look for ever. */
const patience = 2000;

let script: Script | undefined;
let context: ReturnType<typeof createContext> | undefined;

/** A pattern of a plan took too long, and was ended. */
export class PatternLate extends Error {
  override name = 'PatternLate';
}

/**
 * Looks for a plan's pattern in a text, where it can be ended.
 *
 * @returns the whole match and its groups, or undefined
 * @throws PatternLate
 * @throws SyntaxError where it is no pattern
 */
export function find(pattern: string, flags: string, text: string): (string | undefined)[] | undefined {
  // Only when it is wanted: a start-up snapshot holds no script.
  script ??= new Script('new RegExp(pattern, flags).exec(text)');
  context ??= createContext(Object.create(null));
  Object.assign(context, { pattern, flags, text });
  try {
    const match: (string | undefined)[] | null = script.runInContext(context, { timeout: patience });
    return match ? [...match] : undefined;
  } catch (error) {
    if (!(error instanceof Error) && !isError(error)) throw error;
    if ('code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new PatternLate(pattern);
    throw new SyntaxError(error.message);
  }
}

/** What is thrown in there is an error of another world. */
function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown;
}
