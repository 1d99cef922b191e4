import { type Statement, type Topic, topics } from './statements.ts';

/** How two documents differ in what they say, not in how they say it. */
export interface Differences {
  /** What only the one says, and what only the other says, once each and where it says so first. */
  there: Record<Topic, Statement[]>;
  here: Record<Topic, Statement[]>;
  /** Keys that both set, and nowhere to the same value. */
  values: { there: Statement; here: Statement }[];
}

/** Compares what one document says with what another does. */
export function compareStatements(there: readonly Statement[], here: readonly Statement[]): Differences {
  const only = (side: readonly Statement[], other: readonly Statement[]) => {
    const names = new Set(other.flatMap(namesOf));
    const missing = side.filter((one) => !namesOf(one).some((name) => names.has(name)));
    return Object.fromEntries(
      topics.map((topic) => [topic, once(missing.filter((one) => one.topic === topic))]),
    ) as Record<Topic, Statement[]>;
  };
  const values = once(there.filter(({ value }) => value !== undefined)).flatMap((one) => {
    const ours = here.filter((other) => nameOf(other) === nameOf(one));
    const [first] = ours;
    const theirs = there.filter((other) => nameOf(other) === nameOf(one));
    const agree = theirs.some(({ value }) => ours.some((other) => other.value === value));
    return first === undefined || agree ? [] : [{ there: one, here: first }];
  });
  return { there: only(there, here), here: only(here, there), values };
}

function nameOf({ topic, name }: Pick<Statement, 'topic' | 'name'>): string {
  return `${topic} ${name}`;
}

/** Every name by which a statement may be known on the other side. */
function namesOf({ topic, name, also = [] }: Statement): string[] {
  return [name, ...also].map((each) => nameOf({ topic, name: each }));
}

function once(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.toReversed().map((one) => [nameOf(one), one])).values()].toReversed();
}
