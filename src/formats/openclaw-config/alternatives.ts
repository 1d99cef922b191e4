import type { Problem } from './problems.ts';

/**
 * Returns what to say about a value that takes none of its alternatives: the problems of the one that was most likely meant, or,
 * where every alternative refuses the value itself, one problem with all that it may be.
 *
 * @param outcomes each alternative's problems, none of them empty
 * @param depth the length of the value's own path
 */
export function bestOf(outcomes: Problem[][], depth: number): Problem[] {
  const meant = outcomes.filter((problems) => !problems.some((problem) => isRefusal(problem, depth)));
  if (meant.length === 0) return merge(outcomes.flat().filter((problem) => isRefusal(problem, depth)));
  const named = meant.filter((problems) => !problems.some((problem) => isMarker(problem, depth)));
  if (named.length > 0) return fewest(named);
  const markers = meant.flatMap((problems) => problems.filter((problem) => isMarker(problem, depth)));
  const first = fewest(meant).find((problem) => isMarker(problem, depth));
  return merge(markers.filter((problem) => problem.node === first?.node));
}

/** Whether an alternative refuses the value itself, whatever stands in it. */
function isRefusal(problem: Problem, depth: number): boolean {
  return problem.path.length === depth && (problem.kind === 'type' || problem.kind === 'choice');
}

/** Whether a property tells that another alternative was meant: `"source": "env"` where this one wants `"file"`. */
function isMarker(problem: Problem, depth: number): boolean {
  return problem.path.length === depth + 1 && problem.kind === 'choice' && problem.keyword === 'const';
}

function fewest(outcomes: Problem[][]): Problem[] {
  return outcomes.reduce((best, problems) => (problems.length < best.length ? problems : best));
}

/** Makes one problem of several about the same value: all the values and all the types that it may have. */
function merge(problems: Problem[]): Problem[] {
  const choices = problems.filter((problem) => problem.kind === 'choice');
  const types = problems.filter((problem) => problem.kind === 'type');
  const [first] = choices.length > 0 ? choices : types;
  if (!first) return [];
  const all = (list: Problem[], of: 'wanted' | 'types') => [
    ...new Set(list.flatMap((problem) => problem[of] as string[])),
  ];
  return [{ ...first, wanted: all(choices, 'wanted'), types: all([...choices, ...types], 'types') }];
}
