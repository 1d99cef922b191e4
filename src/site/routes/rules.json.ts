import type { APIRoute } from 'astro';
import { catalogue } from '../../rules/catalogue.ts';
import { languages, speak, type WordKey } from '../../words.ts';

/** What the check looks for: each rule's code, severity, and what it says in every language. */
export const GET: APIRoute = () => {
  const inWords = (key: WordKey) =>
    Object.fromEntries(languages.map((language) => [language, speak(language)(key)]));
  return Response.json(
    catalogue.map(({ code, severity, summary, explain }) => ({
      code,
      severity,
      summary: inWords(summary),
      explain: inWords(explain),
    })),
  );
};
