import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomFrom } from '../../src/project/mutate.ts';
import { prepareWorld } from '../../src/rehearsal/index.ts';
import { type State, stateSchema } from '../../src/rehearsal/model/state.ts';

const script = join(import.meta.dirname, '../../scripts/rehearse.ts');

/** Each is killed somewhere: as it starts, in the middle of its work, or when it has long done it. */
const commands = [
  'fly deploy -c deploy/fly.private.toml -a mine',
  'fly scale count 0 --yes -a mine',
  'fly scale count 1 --yes -a mine',
  'fly secrets set A=1 B=2 -a mine',
  'fly secrets unset A -a mine',
  'fly volumes create openclaw_data -r iad -y -a mine',
  'fly volumes destroy $(fly volumes list --json -a mine | grep -o "vol_[0-9a-z]*" | head -n 1) -y -a mine',
  'fly machine update $(fly machine list -q -a mine) --vm-memory 1024 -y',
  'fly machine restart $(fly machine list -q -a mine)',
  'fly ips allocate-v6 --private -a mine',
  'fly apps create other; fly apps destroy other --yes',
  'echo "echo x > /data/x; chown node:node /data/x" | fly ssh console -a mine -C "sh -s"',
];

let dir: string;
let env: Record<string, string>;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rehearsal-killed-'));
  ({ env } = await prepareWorld(dir, { self: [process.execPath, script], seed: 1 }));
});
afterEach(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));

/** Gives a command to a shell in the world, and kills all of it after so many milliseconds, or lets it end. */
function give(command: string, killAfter?: number): Promise<number | null> {
  const folder = join(dir, 'work', 'openclaw');
  const child = spawn('sh', ['-c', command], {
    cwd: existsSync(folder) ? folder : join(dir, 'work'),
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  const timer = killAfter === undefined ? undefined : setTimeout(kill, killAfter);
  return new Promise((done) =>
    child.once('close', (status) => {
      clearTimeout(timer);
      done(status);
    }),
  );
}

/** What would be wrong with a state that is half one thing and half another. */
function flaws(state: State): string[] {
  const twice = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...twice(state.apps.map(({ name }) => name)),
    ...state.apps.flatMap((app) => {
      const machines = new Map(app.machines.map((machine) => [machine.id, machine]));
      const volumes = new Map(app.volumes.map((volume) => [volume.id, volume]));
      return [
        ...twice([...app.machines, ...app.volumes].map(({ id }) => id)),
        ...twice(app.releases.map(({ version }) => `release ${version}`)),
        ...twice(app.machines.flatMap(({ config }) => config.mounts.map(({ volume }) => volume))),
        ...app.volumes
          .filter(({ id, machine }) => {
            const holder = machines.get(machine ?? '');
            return machine !== undefined && !holder?.config.mounts.some(({ volume }) => volume === id);
          })
          .map(({ id }) => `${id} is attached to no machine that mounts it`),
        ...app.machines
          .flatMap(({ config }) => config.mounts)
          .filter(({ volume }) => !volumes.has(volume))
          .map(({ volume }) => `${volume} is mounted and does not exist`),
        ...app.machines
          .filter(({ id }) => !existsSync(join(dir, 'machines', id, 'app', 'package.json')))
          .map(({ id }) => `${id} has lost its files`),
        ...app.volumes
          .filter(({ id, machine }) => machine !== undefined && !existsSync(join(dir, 'volumes', id)))
          .map(({ id }) => `${id} has lost its files`),
      ];
    }),
  ];
}

const seed = Number(process.env.SEED ?? 1);
const rounds = Number(process.env.ROUNDS ?? 6);

test(`a world is whole after each kill, several commands at once (seed ${seed})`, async () => {
  const draw = randomFrom(seed);
  await give(
    'git clone -q https://github.com/openclaw/openclaw.git && cd openclaw && fly apps create mine && fly secrets set OPENCLAW_GATEWAY_TOKEN=t -a mine && fly deploy -c deploy/fly.private.toml -a mine',
  );
  for (let round = 0; round < rounds; round++) {
    const given = Array.from({ length: 3 }, () => ({
      command: commands[Math.floor(draw() * commands.length)] ?? '',
      // How long a command takes depends on the computer: some kills come before its work, some after.
      killAfter: Math.floor(draw() ** 2 * 4000),
    }));
    await Promise.all(given.map(({ command, killAfter }) => give(command, killAfter)));
    const state = stateSchema.parse(JSON.parse(readFileSync(join(dir, 'state.json'), 'utf8')));
    expect(flaws(state), JSON.stringify({ round, given })).toEqual([]);
  }
  // What was left lying about stops nobody, and goes.
  expect(await give('fly apps create last')).toBe(0);
  expect(readdirSync(dir).filter((name) => /^state\.json\.(new|lock$)/.test(name))).toEqual([]);
  expect(await give('fly apps destroy mine --yes')).toBe(0);
}, 300_000);
