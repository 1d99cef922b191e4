import type { Guide } from '../guide/guide.ts';
import type { Variable } from '../guide/variables.ts';

/**
 * Returns a guide that knows every variable that its steps capture. One that variables.json does not list needs no entry there: its
 * value is whatever the step's pattern finds, as long as it is safe to fill in, and its name is its label.
 */
export function withCaptured(guide: Guide): Guide {
  const { variables, secrets } = guide.variables;
  const listed = new Set(variables.map(({ name }) => name));
  const captured = new Set(
    guide.pages.flatMap(({ fences }) => fences.flatMap(({ annotations }) => annotations.capture ?? [])),
  );
  const found = [...captured].filter((name) => !listed.has(name)).map((name) => variableOf(name, guide));
  return { ...guide, variables: { variables: [...variables, ...found], secrets } };
}

function variableOf(name: string, { languages }: Guide): Variable {
  const label = Object.fromEntries(languages.map((language) => [language, name]));
  return { name, pattern: '[A-Za-z0-9._:/@-]+', label, help: label };
}
