import type { WordKey } from '../words.ts';

/** A sentence in the reader's language: its key, and the values that stand in it. */
export interface Sentence {
  key: WordKey;
  values?: Record<string, string | number>;
}

/** What the program ends with. */
export const exits = { done: 0, failed: 1, usage: 2, refused: 3, interrupted: 130 } as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** Ends the program with a sentence and an exit status. Thrown where nothing that follows makes sense. */
export class Stop extends Error {
  readonly exit: Exit;
  readonly sentences: Sentence[];
  constructor(exit: Exit, ...sentences: Sentence[]) {
    super(sentences.map(({ key }) => key).join(', '));
    this.exit = exit;
    this.sentences = sentences;
  }
}

/** Returns what was thrown as one line that a person can read. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
