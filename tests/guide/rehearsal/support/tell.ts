import { describe, expect, test } from 'vitest';
import type { Language } from '../../../../src/words.ts';
import { prove } from '../../../support/evidence.ts';
import { deployedOnce, deployedWorld, emptyWorld } from './ground.ts';
import { expectations, expecting, hasCheck, isFinished, outcomes, stepByStep } from './life.ts';
import { differences, pictureOf } from './picture.ts';
import { livedThrough, symptomFence } from './proven.ts';
import { diagnose, type Ground, orderFault, readIndex, readPlan, run } from './runbook.ts';
import { type Story, stories } from './stories.ts';

/** What each page promises of the world at the end of its deployment. */
const promises = {
  deploy: { addresses: ['shared_v4', 'v6'], trusts: 1, services: 1 },
  'deploy-private': { addresses: [], trusts: 0, services: 0 },
} as const;

/** Lives through every runbook of the guide as its pages in one language have it. */
export function tellIn(language: Language): void {
  test('every runbook of the guide has its story', () => {
    const { plans } = readIndex(deployedOnce(language, 'deploy'));
    const names = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort();
    expect(names(stories)).toEqual(names(plans));
  });

  test.each(['deploy', 'deploy-private'] as const)(
    '%s ends as its page promises, and is well',
    async (id) => {
      const { world } = deployedOnce(language, id);
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
      expect(await diagnose(deployedWorld(language, id))).toEqual([]);
    },
  );

  describe.concurrent('each runbook', () => {
    test.for(stories)(
      '$id does what it is for, finds it done when run again, and takes it back',
      async (story, context) => {
        const { expect } = context;
        const ground = await begin(language, story);
        const before = story.from === 'nothing' ? { faults: [] } : pictureOf(ground.world);
        if (story.symptom) expect(await problems(ground)).toEqual([[story.symptom, story.id]]);
        const plan = readPlan(ground, story.id);

        const first = await run(ground, ['run', story.id]);
        expect(isFinished(first), first.log.slice(-2000) + first.err).toBe(true);
        expect(expectations(plan, first)).toEqual(
          Object.fromEntries(expecting(plan).map((id) => [id, true])),
        );
        const end = pictureOf(ground.world);
        if (story.symptom) expect(await diagnose(ground)).toEqual([]);
        if (story.from !== 'nothing') {
          const { world } = deployedOnce(language, story.from);
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

        prove(context, 'rehearsed', [
          ...livedThrough(language, plan, [first, again, back]),
          ...symptomFence(language, story.symptom),
        ]);
      },
    );

    test.for(stories)(
      '$id, stopped at each step and resumed, comes to the same end',
      async (story, { expect }) => {
        const [stopped, undisturbed] = await Promise.all([begin(language, story), begin(language, story)]);
        const { stops, last } = await stepByStep(stopped, story.id);
        expect(isFinished(last), last.log.slice(-2000) + last.err).toBe(true);
        const straight = await run(undisturbed, ['run', story.id]);
        // Each step that asks before it runs was a place to stop, but for the first.
        const asked = readPlan(stopped, story.id).steps.filter(
          ({ id, always }) => !always && outcomes(straight)[id] === 'done',
        );
        expect(stops).toBe(asked.length - 1);
        const unlike = differences(pictureOf(undisturbed.world), pictureOf(stopped.world));
        expect(beside(story.varies, unlike)).toEqual([]);
      },
    );
  });
}

/** Steps whose check says what is so while the runbook works: a machine is held, and let go again at the end. */
function isDoneAnew(step: string): boolean {
  return ['hold', 'resume', 'trust-proxy'].includes(step);
}

async function begin(language: Language, { from, fault }: Story): Promise<Ground> {
  const ground = from === 'nothing' ? emptyWorld(language) : deployedWorld(language, from);
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

function beside(stays: readonly string[] = [], paths: readonly string[]): string[] {
  return paths.filter((path) => !stays.some((one) => path.startsWith(one)));
}
