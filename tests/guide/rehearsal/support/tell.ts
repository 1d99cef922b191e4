import { describe, expect, type TestContext, test } from 'vitest';
import type { Fence } from '../../../../src/guide/fence.ts';
import type { App, LogLine, Machine } from '../../../../src/rehearsal/model/state.ts';
import { openWorld } from '../../../../src/rehearsal/world.ts';
import type { Language } from '../../../../src/words.ts';
import { prove, theGuide } from '../../../support/evidence.ts';
import { mannerOf, sittingsIn } from './by-hand.ts';
import { copyOf, deployedOnce, deployedWorld, emptyWorld } from './ground.ts';
import { expectations, expecting, hasCheck, isFinished, outcomes } from './life.ts';
import { differences, type Picture, pictureOf } from './picture.ts';
import { livedThrough, symptomFence } from './proven.ts';
import { diagnose, type Ground, orderFault, type Run, readIndex, readPlan, run } from './runbook.ts';
import { sitDown, typeTheRest } from './sit.ts';
import { type Story, stories } from './stories.ts';

/** What each page promises of the world at the end of its deployment. */
const promises = {
  deploy: { addresses: ['shared_v4', 'v6'], trusts: 3, services: 1 },
  'deploy-private': { addresses: [], trusts: 0, services: 0 },
} as const;

/** A runbook that was run once from its story's beginning. */
interface Straight {
  ground: Ground;
  run: Run;
  /** The world before, and at the end. */
  before: Picture;
  end: Picture;
  /** The world as it was at the end, for whoever goes on from there. */
  after: Ground;
}

/**
 * Lives through runbooks of the guide as its pages in one language have them, and, where they are all of them, through what readers
 * run by hand.
 */
export function tellIn(language: Language, told: readonly Story[] = stories): void {
  const isWhole = told === stories;
  const lived = new Set<Fence>();
  const live = (context: TestContext, fences: Iterable<Fence>) => {
    for (const fence of fences) lived.add(fence);
    prove(context, 'rehearsed', fences);
  };

  // Two tests look at the same run; whichever comes first lets it run.
  const runs = new Map<string, Promise<Straight>>();
  const straight = (story: Story) => {
    const known = runs.get(story.id) ?? goStraight(language, story);
    runs.set(story.id, known);
    return known;
  };

  test('every runbook of the guide has its story', async () => {
    const { plans } = readIndex(await deployedOnce(language, 'deploy'));
    const names = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort();
    expect(names(stories)).toEqual(names(plans));
  });

  test.each(['deploy', 'deploy-private'] as const)(
    '%s ends as its page promises, and is well',
    async (id) => {
      const { world } = await deployedOnce(language, id);
      const picture = pictureOf(world);
      const { addresses, trusts, services } = promises[id];
      expect(picture).toMatchObject({
        'my-openclaw': { org: 'personal' },
        'my-openclaw/addresses': addresses,
        'my-openclaw/volumes/openclaw_data': { size: 1, region: 'iad', attached: true },
        'my-openclaw/machines/0/state': { state: 'started' },
        'my-openclaw/machines/0/size': { memoryMb: 2048 },
        'my-openclaw/machines/0/mounts': ['openclaw_data /data'],
        'my-openclaw/machines/0/openclaw': '2026.9.6',
      });
      expect(picture['my-openclaw/machines/0/services']).toHaveLength(services);
      expect(picture['my-openclaw/machines/0/secrets']).toHaveLength(3);
      const gateway = picture['my-openclaw/machines/0/gateway'] as { trusts: string[]; config: string };
      expect(gateway.trusts).toHaveLength(trusts);
      expect(JSON.parse(gateway.config)).toMatchObject({ channels: { discord: { enabled: true } } });
      expect(await diagnose(await deployedWorld(language, id))).toEqual([]);
    },
  );

  test.each([
    [
      'that has logged hundreds of lines since its start',
      ({ logs }: App, machine: Machine) => {
        for (let line = 0; line < 300; line++) {
          logs.push({
            ...(logs.at(-1) as LogLine),
            instance: machine.id,
            message: `[discord] gateway error ${line}`,
          });
        }
      },
    ],
    [
      'that has logged nothing for a day',
      ({ logs }: App) => {
        for (const line of logs) line.time = new Date(Date.now() - 25 * 60 * 60_000).toISOString();
      },
    ],
  ])('nothing is found wrong with a gateway %s, and nobody waits for its log', async (_, change) => {
    const ground = await deployedWorld(language, 'deploy');
    await openWorld(ground.world).store.change(({ apps: [app] }) => {
      const [machine] = app?.machines ?? [];
      if (app !== undefined && machine !== undefined) change(app, machine);
    });
    expect(await diagnose(ground)).toEqual([]);
  });

  describe.concurrent('each runbook', () => {
    test.for(told)(
      '$id does what it is for, finds it done when run again, and takes it back',
      async (story, context) => {
        const { expect } = context;
        const { ground, run: first, before, end } = await straight(story);
        const plan = readPlan(ground, story.id);
        expect(isFinished(first), first.log.slice(-2000) + first.err).toBe(true);
        expect(expectations(plan, first)).toEqual(
          Object.fromEntries(expecting(plan).map((id) => [id, true])),
        );
        if (story.symptom) expect(await diagnose(ground)).toEqual([]);
        if (story.from !== 'nothing') {
          const { world } = await deployedOnce(language, story.from);
          expect(differences(pictureOf(world), end)).toEqual(story.changes ?? []);
        }

        const again = await run(ground, ['run', story.id]);
        expect(isFinished(again), story.once).toBe(story.once === undefined);
        if (story.once === undefined) {
          const found = Object.entries(outcomes(again)).filter(([, what]) => what === 'found by check');
          const checked = plan.steps.filter((step) => hasCheck(step) && !isDoneAnew(step.id));
          expect(found.map(([id]) => id)).toEqual(expect.arrayContaining(checked.map(({ id }) => id)));
        }
        const settles = story.id === 'fix-origin' ? ['my-openclaw/machines/0/gateway'] : [];
        expect(differences(end, pictureOf(ground.world))).toEqual(settles);

        const back = await run(ground, ['undo', first.name]);
        expect({ exit: back.exit, last: back.events.at(-1) }).toMatchObject({
          exit: 0,
          last: { outcome: 'undone' },
        });
        expect(beside(story.stays, differences(before, pictureOf(ground.world)))).toEqual([]);

        live(context, livedThrough(language, plan, [first, again, back]));
      },
    );

    test.for(told)('$id, what it found done already is typed all the same', async (story, context) => {
      const { run: first, after } = await straight(story);
      live(context, await typeTheRest(language, after, story.id, first, context.expect));
    });

    test.for(told.filter(({ symptom }) => symptom !== undefined))(
      '$symptom is what `diagnose` names, and it alone, with its runbook',
      async (story, context) => {
        const ground = await begin(language, story);
        context.expect(await problems(ground)).toEqual([[story.symptom, story.id]]);
        live(context, symptomFence(language, story.symptom));
      },
    );

    if (!isWhole) return;

    test.for([
      'fix-bind',
      'fix-state-folder',
      'fix-memory',
      'fix-image-build',
      'fix-restart-loop',
      'fix-config-rejected',
      'fix-config-missing',
      'fix-config-cut-off',
    ])('%s mends a private deployment, and leaves it private', async (id, { expect }) => {
      const { fault } = stories.find((story) => story.id === id) ?? {};
      const ground = await begin(language, { id, from: 'deploy-private', ...(fault && { fault }) });
      const done = await run(ground, ['run', id]);
      expect(isFinished(done), done.log.slice(-2000) + done.err).toBe(true);
      const { addresses, services } = promises['deploy-private'];
      const picture = pictureOf(ground.world);
      expect(picture['my-openclaw/addresses']).toEqual(addresses);
      expect(picture['my-openclaw/machines/0/services']).toHaveLength(services);
      expect(await diagnose(ground)).toEqual([]);
    });

    test.for(['machine-held', 'gateway-silent', 'downgrade-guard'])(
      '%s is what `diagnose` names, and it alone, without a runbook',
      async (symptom, context) => {
        const ground = await begin(language, { id: symptom, from: 'deploy', fault: symptom });
        context.expect(await problems(ground)).toEqual([[symptom, undefined]]);
        live(context, symptomFence(language, symptom));
      },
    );

    test.for(sittingsIn(language))('$at: what is run by hand runs', async (sitting, context) => {
      live(context, await sitDown(language, sitting, context.expect));
    });
  });

  if (!isWhole) return;

  test('what no rehearsal runs says why', () => {
    const left = theGuide()
      .pages.filter((page) => page.language === language)
      .flatMap(({ fences }) => fences)
      .filter((fence) => !lived.has(fence))
      .map((fence) => ({ place: `${fence.file}:${fence.line}`, why: mannerOf(fence).why }));
    console.info(
      [
        `What no rehearsal runs (${language}):`,
        ...left.map(({ place, why }) => `  ${place} ${why ?? ''}`),
      ].join('\n'),
    );
    expect(left.filter(({ why }) => why === undefined)).toEqual([]);
  });
}

async function goStraight(language: Language, story: Story): Promise<Straight> {
  const ground = await begin(language, story);
  const before = story.from === 'nothing' ? { faults: [] } : pictureOf(ground.world);
  const done = await run(ground, ['run', story.id]);
  return { ground, run: done, before, end: pictureOf(ground.world), after: await copyOf(ground) };
}

/** Steps whose check says what is so while the runbook works: a machine is held, and let go again at the end. */
function isDoneAnew(step: string): boolean {
  return ['hold', 'resume', 'trust-proxy'].includes(step);
}

/** Returns a world in which a story begins. */
export async function begin(language: Language, { from, fault }: Story): Promise<Ground> {
  const ground = await (from === 'nothing' ? emptyWorld(language) : deployedWorld(language, from));
  if (fault !== undefined) {
    const { exit, err } = await orderFault(ground, fault);
    if (exit !== 0) throw new Error(err);
  }
  return ground;
}

/** The problems that `diagnose` names, each with the runbook that it offers. */
async function problems(ground: Ground): Promise<(string | undefined)[][]> {
  const found = await diagnose(ground);
  return found.filter(({ present }) => present === true).map(({ symptom, mends }) => [symptom, mends]);
}

/** Returns the paths that begin otherwise than these. */
export function beside(stays: readonly string[] = [], paths: readonly string[]): string[] {
  return paths.filter((path) => !stays.some((one) => path.startsWith(one)));
}
