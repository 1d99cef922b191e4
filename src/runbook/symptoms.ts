import type { Guide } from '../guide/guide.ts';
import { placesOf, titlesOf } from './address.ts';
import { compileCommand } from './compile-step.ts';
import type { Symptom } from './plan.ts';

/** Returns the problems whose presence the guide's pages know how to tell, in the order of the pages. */
export function compileSymptoms(guide: Guide, language: string): Symptom[] {
  return guide.pages
    .filter((page) => page.language === language)
    .flatMap((page) => {
      const translations = guide.pages.filter(({ slug }) => slug === page.slug);
      return page.fences.flatMap((fence): Symptom[] => {
        const id = fence.annotations.symptom;
        if (id === undefined) return [];
        const twins = translations.flatMap((other) => {
          const twin = other.fences.find(({ annotations }) => annotations.symptom === id);
          return twin ? [{ page: other, fence: twin }] : [];
        });
        const mends = page.frontmatter.runbooks.find(
          ({ section }) => section !== undefined && section === fence.section,
        );
        return [
          {
            id,
            title: titlesOf(twins),
            source: placesOf(twins),
            test: compileCommand(fence, { ...guide.variables, secrets: [] }),
            ...(mends && { mends: mends.id }),
            ...(fence.annotations.otherwise && { otherwise: true }),
          },
        ];
      });
    });
}
