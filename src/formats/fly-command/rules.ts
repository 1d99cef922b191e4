import type { Rule } from '../shell/rule.ts';
import type { FlyOptions } from './command.ts';

/** A rule for fly commands; its examples may hold only where the command runs in a certain way. */
export interface FlyRule extends Rule {
  options?: FlyOptions;
}

export const unknownCommandRule: FlyRule = {
  code: 'fly-command/unknown-command',
  severity: 'error',
  summary: 'summary.fly-command/unknown-command',
  explain: 'explain.fly-command/unknown-command',
  examples: [
    { wrong: 'fly depoly\n', right: 'fly deploy\n' },
    { wrong: 'flyctl volumes creat data -a my-app\n', right: 'flyctl vol create data -a my-app\n' },
    { wrong: 'fly restart my-app\n', right: 'fly apps restart my-app\n' },
    { wrong: 'fly --json apps list\n', right: 'fly apps list --json\n' },
    { wrong: 'fly xyzzy\n', right: 'fly -a my-app status\n' },
  ],
};

export const flagRule: FlyRule = {
  code: 'fly-command/unknown-flag',
  severity: 'error',
  summary: 'summary.fly-command/unknown-flag',
  explain: 'explain.fly-command/unknown-flag',
  examples: [
    { wrong: 'fly deploy --remote-onyl\n', right: 'fly deploy --remote-only\n' },
    { wrong: 'fly apps create x --aap my-app\n', right: 'fly apps create my-app --org personal\n' },
    { wrong: 'fly status -z\n', right: 'fly status -j\n' },
    { wrong: 'fly logs --yes\n', right: 'fly logs --no-tail\n' },
  ],
};

export const dashRule: FlyRule = {
  code: 'fly-command/single-dash',
  severity: 'warning',
  summary: 'summary.fly-command/single-dash',
  explain: 'explain.fly-command/single-dash',
  examples: [
    { wrong: 'fly status -app my-app\n', right: 'fly status --app my-app\n' },
    { wrong: 'fly deploy -remote-only\n', right: 'fly deploy --remote-only\n' },
    { wrong: 'fly machine update <machine-id> -yes\n', right: 'fly machine update <machine-id> -y\n' },
  ],
};

export const boolRule: FlyRule = {
  code: 'fly-command/bool',
  severity: 'error',
  summary: 'summary.fly-command/bool',
  explain: 'explain.fly-command/bool',
  examples: [{ wrong: 'fly deploy --ha false\n', right: 'fly deploy --ha=false\n' }],
};

export const swallowRule: FlyRule = {
  code: 'fly-command/swallow',
  severity: 'warning',
  summary: 'summary.fly-command/swallow',
  explain: 'explain.fly-command/swallow',
  examples: [{ wrong: 'fly deploy --app --now\n', right: 'fly deploy --app my-app --now\n' }],
};

export const valueRule: FlyRule = {
  code: 'fly-command/value',
  severity: 'error',
  summary: 'summary.fly-command/value',
  explain: 'explain.fly-command/value',
  examples: [
    {
      wrong: 'fly volumes create data -a x --size 1gb\n',
      right: 'fly volumes create data -a x --size <size>\n',
    },
    { wrong: 'fly deploy --ha=no\n', right: 'fly deploy --ha=0\n' },
    { wrong: 'fly tokens create deploy -x 30\n', right: 'fly tokens create deploy -x 720h\n' },
    { wrong: 'fly deploy -a\n', right: 'fly deploy -amy-app\n' },
    { wrong: 'fly deploy --strategy blue-green\n', right: 'fly deploy --strategy bluegreen\n' },
    { wrong: 'fly scale vm shared-cpu-3x\n', right: 'fly scale vm shared-cpu-2x\n' },
    { wrong: 'fly secrets set A\n', right: 'echo x | fly secrets set A=-\n' },
    { wrong: 'fly proxy 3000:70000\n', right: 'fly proxy 3000:3000\n' },
    { wrong: 'fly ips release my-app\n', right: 'fly ips release 2a09:8280:1::1\n' },
  ],
};

export const argumentsRule: FlyRule = {
  code: 'fly-command/arguments',
  severity: 'error',
  summary: 'summary.fly-command/arguments',
  explain: 'explain.fly-command/arguments',
  examples: [
    { wrong: 'fly volumes create -a x\n', right: 'fly volumes create data -a x\n' },
    { wrong: 'fly status my-app\n', right: 'fly status -a my-app\n' },
    { wrong: 'fly deploy . now\n', right: 'fly deploy . --now\n' },
    { wrong: 'fly secrets list my-app\n', right: 'fly secrets list --app my-app\n' },
    { wrong: 'fly ips release\n', right: 'fly ips release $ADDRESSES\n' },
  ],
};

export const deprecatedRule: FlyRule = {
  code: 'fly-command/deprecated',
  severity: 'warning',
  summary: 'summary.fly-command/deprecated',
  explain: 'explain.fly-command/deprecated',
  examples: [
    { wrong: 'fly open\n', right: 'fly apps open\n' },
    { wrong: 'fly suspend\n', right: 'fly scale count 0\n' },
  ],
};

export const hiddenRule: FlyRule = {
  code: 'fly-command/hidden',
  severity: 'info',
  summary: 'summary.fly-command/hidden',
  explain: 'explain.fly-command/hidden',
  examples: [{ wrong: 'fly auth token\n', right: 'fly tokens create deploy\n' }],
};

export const refusedRule: FlyRule = {
  code: 'fly-command/refused',
  severity: 'error',
  summary: 'summary.fly-command/refused',
  explain: 'explain.fly-command/refused',
  examples: [{ wrong: 'fly deploy --vm-gpus 1\n', right: 'fly deploy --vm-cpus 1\n' }],
};

export const regionRule: FlyRule = {
  code: 'fly-command/region',
  severity: 'warning',
  summary: 'summary.fly-command/region',
  explain: 'explain.fly-command/region',
  examples: [
    {
      wrong: 'fly volumes create data -a x --region idd\n',
      right: 'fly volumes create data -a x --region iad\n',
    },
    { wrong: 'fly deploy --regions iad,xyz\n', right: 'fly deploy --regions iad,ams\n' },
  ],
};

export const memoryRule: FlyRule = {
  code: 'fly-command/memory',
  severity: 'error',
  summary: 'summary.fly-command/memory',
  explain: 'explain.fly-command/memory',
  examples: [
    { wrong: 'fly scale memory 2000\n', right: 'fly scale memory 2048\n' },
    {
      wrong: 'fly machine update <id> --vm-memory 1500mb\n',
      right: 'fly machine update <id> --vm-memory 1536mb\n',
    },
    {
      wrong: 'fly scale vm shared-cpu-1x --memory 4096\n',
      right: 'fly scale vm shared-cpu-2x --memory 4096\n',
    },
  ],
};

export const remoteShellRule: FlyRule = {
  code: 'fly-command/remote-shell',
  severity: 'warning',
  summary: 'summary.fly-command/remote-shell',
  explain: 'explain.fly-command/remote-shell',
  examples: [
    {
      wrong: 'fly ssh console --command "rm -f /data/gateway.*.lock"\n',
      right: 'fly ssh console --command "sh -c \'rm -f /data/gateway.*.lock\'"\n',
    },
    {
      wrong: 'fly ssh console -C "ps aux | grep node"\n',
      right: 'fly ssh console -C "ps aux" | grep node\n',
    },
    { wrong: "fly ssh console -C 'echo $HOME'\n", right: 'fly ssh console -C "echo $HOME"\n' },
    { wrong: 'fly ssh console -C "cd /data && ls"\n', right: 'fly ssh console -C "ls /data"\n' },
    { wrong: 'fly ssh console -C "cat a > b"\n', right: 'fly ssh console -C "cp a b"\n' },
  ],
};

export const remoteTerminalRule: FlyRule = {
  code: 'fly-command/remote-terminal',
  severity: 'warning',
  summary: 'summary.fly-command/remote-terminal',
  explain: 'explain.fly-command/remote-terminal',
  examples: [
    { wrong: 'fly ssh console -C sh < setup.sh\n', right: 'fly ssh console -C "sh -s" < setup.sh\n' },
    { wrong: 'fly ssh console -C /bin/bash\n', right: 'fly ssh console --pty -C /bin/bash\n' },
  ],
};

export const stdinRule: FlyRule = {
  code: 'fly-command/stdin',
  severity: 'warning',
  summary: 'summary.fly-command/stdin',
  explain: 'explain.fly-command/stdin',
  examples: [
    { wrong: 'fly ssh console -C "ls" < /dev/null\n', right: 'true | fly ssh console -C "ls"\n' },
    { wrong: 'fly secrets set KEY=-\n', right: 'fly secrets set KEY=- < key.txt\n' },
    { wrong: 'fly secrets import\n', right: 'fly secrets import < .env\n' },
  ],
};

export const secretRule: FlyRule = {
  code: 'fly-command/secret',
  severity: 'warning',
  summary: 'summary.fly-command/secret',
  explain: 'explain.fly-command/secret',
  examples: [
    { wrong: 'fly secrets set API_KEY=abc\n', right: 'echo "$API_KEY" | fly secrets set API_KEY=-\n' },
    {
      wrong: 'fly secrets set API_KEY="$API_KEY"\n',
      right: 'echo "API_KEY=$API_KEY" | fly secrets import\n',
    },
  ],
};

export const restartsRule: FlyRule = {
  code: 'fly-command/restarts',
  severity: 'warning',
  summary: 'summary.fly-command/restarts',
  explain: 'explain.fly-command/restarts',
  examples: [
    {
      wrong: 'fly secrets set A=- < a\nfly secrets set B=- < b\n',
      right: 'fly secrets set A=- --stage < a\nfly secrets set B=- --stage < b\n',
    },
    { wrong: 'fly secrets unset A\nfly secrets unset B\n', right: 'fly secrets unset A B\n' },
  ],
};

const unwatched: FlyOptions = { watched: false };

export const asksRule: FlyRule = {
  code: 'fly-command/asks',
  severity: 'error',
  summary: 'summary.fly-command/asks',
  explain: 'explain.fly-command/asks',
  options: unwatched,
  examples: [
    { wrong: 'fly volumes create data -a x -r iad\n', right: 'fly volumes create data -a x -r iad -y\n' },
    { wrong: 'fly volumes create data -a x -y\n', right: 'fly volumes create data -a x -y -r iad\n' },
    {
      wrong: 'fly machine update <id> --vm-memory 2048\n',
      right: 'fly machine update <id> --vm-memory 2048 -y\n',
    },
    { wrong: 'fly machine restart\n', right: 'fly machine restart <id>\n' },
    { wrong: 'fly wireguard create\n', right: 'fly wireguard create personal iad peer wg.conf\n' },
    { wrong: 'fly ssh console\n', right: 'fly ssh console -C "ls /data"\n' },
    { wrong: 'fly sftp shell\n', right: 'fly sftp put a.json /data/a.json\n' },
    { wrong: 'fly apps create my-app\n', right: 'fly apps create my-app -o personal\n' },
    { wrong: 'fly apps create -o personal\n', right: 'fly apps create --generate-name -o personal\n' },
  ],
};

export const endlessRule: FlyRule = {
  code: 'fly-command/endless',
  severity: 'warning',
  summary: 'summary.fly-command/endless',
  explain: 'explain.fly-command/endless',
  options: unwatched,
  examples: [
    { wrong: 'fly logs\n', right: 'fly logs --no-tail\n' },
    { wrong: 'fly proxy 3000\n', right: 'fly proxy 3000 &\n' },
  ],
};

export const appRule: FlyRule = {
  code: 'fly-command/app',
  severity: 'info',
  summary: 'summary.fly-command/app',
  explain: 'explain.fly-command/app',
  examples: [{ wrong: 'fly volumes create data\n', right: 'fly volumes create data -a my-app\n' }],
};

/** What the check looks for in fly commands. */
export const flyCommandRules: FlyRule[] = [
  unknownCommandRule,
  flagRule,
  dashRule,
  boolRule,
  swallowRule,
  valueRule,
  argumentsRule,
  deprecatedRule,
  hiddenRule,
  refusedRule,
  regionRule,
  memoryRule,
  remoteShellRule,
  remoteTerminalRule,
  stdinRule,
  secretRule,
  restartsRule,
  asksRule,
  endlessRule,
  appRule,
];
