import type { Say } from '../../words.ts';

/** Whether an answer is a word or its beginning. Accents do not matter: who is in a hurry types `si` for `sì`. */
export function means(word: string, answer: string): boolean {
  return answer !== '' && plain(word).startsWith(plain(answer));
}

/** Whether an answer is a yes, in the user's language or in English. */
export function isYes(say: Say, answer: string): boolean {
  return means(say('runbook.ask.word.yes'), answer) || means('yes', answer);
}

function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}
