import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployed, newWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
let machine: string;
beforeAll(async () => {
  world = await newWorld();
  machine = await deployed(world);
});
afterAll(() => world[Symbol.dispose]());

const give = (command: string) =>
  world.run(command.replace('MACHINE', machine).split(' '), { in: 'openclaw' });

/** The shapes in which flyctl's source prints (its render package and the commands' own lines). */
test.each<[command: string, printed: RegExp]>([
  [
    'fly volumes create more -r lhr --size 2 -y -a my-openclaw',
    /^ {18}ID: vol_\w{16}\n {16}Name: more\n {17}App: my-openclaw\n {14}Region: lhr\n {16}Zone: \w{4}\n {13}Size GB: 2\n {11}Encrypted: true\n {10}Created at: \d\d [A-Z][a-z]{2} \d\d \d\d:\d\d UTC\n {2}Snapshot retention: 5\n Scheduled snapshots: true\n$/,
  ],
  [
    'fly status -a my-openclaw',
    /^App\n Name {5}│ my-openclaw[^\n]*\n Owner {4}│ personal[^\n]*\n Hostname │ my-openclaw\.fly\.dev[^\n]*\n Image {4}│ my-openclaw:deployment-\w{26}[^\n]*\n\nMachines\n PROCESS │ ID +│ VERSION │ REGION │ STATE +│ ROLE │ CHECKS +│ LAST UPDATED +\n app +│ [0-9a-f]{14} │ 1 /,
  ],
  [
    'fly machine list -a my-openclaw',
    /^1 machines have been retrieved from app my-openclaw\.\nView them in the UI here \(https:\/\/fly\.io\/apps\/my-openclaw\/machines\/\)\n\nmy-openclaw\n ID +│ NAME +│ STATE +│ CHECKS │ REGION │ ROLE │ IMAGE +│ IP ADDRESS +│ VOLUME +│ CREATED +│ LAST UPDATED +│ PROCESS GROUP │ SIZE +\n/,
  ],
  [
    'fly ips list -a my-openclaw',
    /^ VERSION │ IP +│ TYPE +│ REGION │ CREATED AT +\n v6 +│ [0-9a-f:]+ +│ public ingress \(dedicated\) │ global │ [^\n]*\n v4 +│ [0-9.]+ +│ public ingress \(shared\) +│ [^\n]*\n\nLearn more about Fly\.io public, private, shared and dedicated IP addresses in our docs: https:\/\/fly\.io\/docs\/networking\/services\/\n$/,
  ],
  [
    'fly machine update MACHINE --vm-memory 2048 -y',
    /^Updating machine ([0-9a-f]{14})\n[\s\S]*Machine \1 updated successfully!\n\nMonitor machine status here:\nhttps:\/\/fly\.io\/apps\/my-openclaw\/machines\/\1\n$/,
  ],
  [
    'fly machine restart MACHINE',
    /^Restarting machine ([0-9a-f]{14})\n[\s\S]*Machine \1 restarted successfully!\n$/,
  ],
  [
    'fly secrets set A=1 --stage -a my-openclaw',
    /^Secrets have been staged, but not set on VMs\. Deploy or update machines in this app for the secrets to take effect\.\n$/,
  ],
  ['fly apps open -a my-openclaw', /^opening https:\/\/my-openclaw\.fly\.dev\/ \.\.\.\n$/],
  ['fly config validate', /^Validating \S+\/fly\.toml\n✓ Configuration is valid\n/],
  [
    'fly releases -a my-openclaw',
    /^ VERSION │ STATUS +│ DESCRIPTION +│ USER +│ DATE +\n v1 +│ complete │ Release /,
  ],
])('%s', async (command, printed) => {
  const { status, stdout } = await give(command);
  expect(status).toBe(0);
  expect(stdout).toMatch(printed);
});

test.each<[command: string, holds: unknown]>([
  ['fly apps list --json', [{ Name: 'my-openclaw', Organization: { Slug: 'personal' } }]],
  ['fly volumes list --json -a my-openclaw', [{ name: 'openclaw_data', size_gb: 1, region: 'iad' }]],
  ['fly status --json -a my-openclaw', { Name: 'my-openclaw', Machines: [{ state: 'started' }] }],
  [
    'fly machine list --json -a my-openclaw',
    [{ region: 'iad', config: { guest: { cpus: 2, memory_mb: 2048 } } }],
  ],
  ['fly ips list --json -a my-openclaw', [{ Type: 'v6' }, { Type: 'shared_v4' }]],
  ['fly secrets list --json -a my-openclaw', [{ name: 'OPENCLAW_GATEWAY_TOKEN', status: 'Deployed' }]],
  ['fly releases --json -a my-openclaw', [{ Version: 1, Status: 'complete' }]],
])('%s is JSON, indented by four spaces', async (command, holds) => {
  using other = await newWorld();
  await deployed(other);
  const printed = await other.out(command.split(' '));
  expect(printed).toMatch(/^[[{]\n {4}\S/);
  expect(JSON.parse(printed)).toMatchObject(holds as object);
});
