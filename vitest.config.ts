import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const browserTests = 'tests/site/pages/**/*.test.ts';
const rehearsals = 'tests/guide/rehearsal/**/*.test.ts';
const faults = 'tests/faults/*.test.ts';
const realGateway = 'tests/gateway/**/*.test.ts';
const isWithoutGateway = Boolean(process.env.WITHOUT_GATEWAY);
if (isWithoutGateway && process.env.VITEST_POOL_ID === undefined)
  process.stderr.write('tests/gateway is left out: WITHOUT_GATEWAY is set.\n');

/** Files that take long begin first, so that no processor waits for the last of them alone. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ project }: TestSpecification) => ['rehearsal', 'faults'].includes(project.name);
    const sorted = await super.sort(specifications);
    return sorted.toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}

// What mostly computes and what mostly waits for programs goes side by side. Browser and real gateway each have the machine alone.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of a test's time is another program's: the processor that Vitest leaves free by itself would idle.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'guide',
          include: ['tests/**/*.test.ts'],
          exclude: [browserTests, rehearsals, faults, realGateway],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // A sample of each kind of fault; `npm run faults` does them all. Several at a time, since much of it is waiting.
        extends: true,
        test: {
          name: 'faults',
          include: [faults],
          sequence: { groupOrder: 0 },
          globalSetup: 'tests/guide/rehearsal/setup.ts',
          maxConcurrency: 2,
        },
      },
      {
        // The site is built once, for all of its pages' tests. A worker has one browser for its files, and several pages in it at once.
        extends: true,
        test: {
          name: 'site',
          include: [browserTests],
          sequence: { groupOrder: 1, concurrent: true },
          globalSetup: 'tests/site/setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          isolate: false,
          maxConcurrency: 3,
          maxWorkers: 2,
        },
      },
      {
        // The whole guide is done in rehearsal, by the programs that people call: mostly waiting for processes.
        extends: true,
        test: {
          name: 'rehearsal',
          include: [rehearsals],
          sequence: { groupOrder: 0 },
          globalSetup: 'tests/guide/rehearsal/setup.ts',
          testTimeout: 300_000,
          maxConcurrency: 3,
        },
      },
      ...(isWithoutGateway
        ? []
        : [
            {
              // The real program, installed into a cache folder: mostly waiting for it to start.
              extends: true as const,
              test: {
                name: 'gateway',
                include: [realGateway],
                sequence: { groupOrder: 3 },
                globalSetup: 'tests/gateway/setup.ts',
                testTimeout: 600_000,
                hookTimeout: 120_000,
                maxConcurrency: 2,
                maxWorkers: 2,
              },
            },
          ]),
    ],
  },
});
