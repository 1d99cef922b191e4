import type { Named } from '../../guide/meaning.ts';
import { type Language, languages } from '../../words.ts';

/** Returns the id that a term's words have on their page. */
export function wordId({ format, name }: Pick<Named, 'format' | 'name'>): string {
  return `${format}.${name}`.replaceAll(' ', '-');
}

/** Returns the address of a term's words below the site's root, in a language. */
export function wordAddress(named: Pick<Named, 'format' | 'name'>, language: Language): string {
  const prefix = language === languages[0] ? '' : `/${language}`;
  return `${prefix}/words/#${wordId(named)}`;
}
