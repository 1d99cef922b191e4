import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { extract } from '../../src/runbook/extract.ts';
import { expectations, expecting, isFinished, outcomes } from '../guide/rehearsal/support/life.ts';
import { livedThrough } from '../guide/rehearsal/support/proven.ts';
import { inWorld, readPlan, run } from '../guide/rehearsal/support/runbook.ts';
import { prove } from '../support/evidence.ts';
import { home } from '../support/program.ts';

/** Steps of the deployment that the gateway itself has a part in: what it does there is the real program's doing. */
const gatewaysOwn = [
  'read-log',
  'install-discord',
  'send-config',
  'restart',
  'find-proxy',
  'trust-proxy',
  'verify',
];

test('the whole deployment is rehearsed with the real gateway on its machine', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'real-rehearsal-'));
  const ground = { world: join(folder, 'world'), plans: join(folder, 'plans'), language: 'en' as const };
  onTestFinished(async () => {
    await inWorld(ground, 'fly apps destroy my-openclaw --yes', { folder: '.' });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  extract(join(home, 'content'), ground.plans, { language: ground.language });
  const plan = readPlan(ground, 'deploy');

  const first = await run(ground, ['run', 'deploy', '--real-gateway']);
  // Where OpenClaw's command finds the network, it first puts in the plugin that its environment asks for, and then says of the one
  // it was told to install that it is there already. Whoever resumes finds that step done.
  const resumed = isFinished(first) ? first : await run(ground, ['resume', first.name, '--real-gateway']);
  const deployed = { ...resumed, events: [...first.events, ...resumed.events] };
  expect(isFinished(deployed), deployed.log.slice(-4000) + deployed.err).toBe(true);
  expect(expectations(plan, deployed)).toEqual(Object.fromEntries(expecting(plan).map((id) => [id, true])));

  const config = await inWorld(ground, 'fly ssh console -a my-openclaw -C "cat /data/openclaw.json"');
  expect(config.out).toContain('trustedProxies');
  const logs = await inWorld(ground, 'fly logs -a my-openclaw --no-tail');
  expect(logs.out).toMatch(/http server listening \(.*discord/);
  const state = JSON.parse(readFileSync(join(ground.world, 'state.json'), 'utf8'));
  const [machine] = state.apps[0].machines;
  expect(machine).toMatchObject({
    state: 'started',
    process: { listening: { host: '0.0.0.0', port: 3000 } },
  });

  expect(Object.keys(outcomes(deployed))).toEqual(expect.arrayContaining(gatewaysOwn));
  prove(
    context,
    'real',
    livedThrough('en', plan, [deployed]).filter(({ annotations: { step, check, expect: of } }) =>
      gatewaysOwn.includes(step ?? check ?? of ?? ''),
    ),
  );
});
