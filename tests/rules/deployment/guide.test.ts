import { describe, expect, test } from 'vitest';
import { checkGuide } from '../../../src/rules/check-guide.ts';
import { contentFolder } from '../../support/content.ts';

/** A guide of three pages: what a deployment is made of, how it is made, and how it is looked after. */
const files = {
  'docs/files.mdx': `---
title: Files
---

\`\`\`toml file="fly.toml"
app = "my-openclaw"
primary_region = "iad"

[env]
  OPENCLAW_STATE_DIR = "/data"
  NODE_OPTIONS = "--max-old-space-size=1536"

[processes]
  app = "node dist/index.js gateway --port 3000 --bind lan"

[http_service]
  internal_port = 3000
  processes = ["app"]

[[vm]]
  size = "shared-cpu-2x"
  memory = "2048mb"

[mounts]
  source = "openclaw_data"
  destination = "/data"
\`\`\`

\`\`\`json file="openclaw.json"
{
  "agents": { "defaults": { "model": { "primary": "anthropic/claude-opus-4-6" } }, "entries": { "main": {} } },
  "channels": { "discord": { "enabled": true } },
  "gateway": {
    "mode": "local",
    "trustedProxies": ["172.16.0.1", "66.241.124.7"],
    "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] }
  },
  "plugins": { "entries": { "discord": { "enabled": true } } }
}
\`\`\`
`,
  'docs/deploy.mdx': `---
title: Deploy
---

\`\`\`bash
fly apps create my-openclaw -o personal
fly volumes create openclaw_data --size 1 --region iad -a my-openclaw -y
\`\`\`

\`\`\`bash
env | grep -E '^(OPENCLAW_GATEWAY_TOKEN|ANTHROPIC_API_KEY|DISCORD_BOT_TOKEN)=' | fly secrets import --stage -a my-openclaw
\`\`\`

\`\`\`bash
fly deploy
\`\`\`

\`\`\`bash
fly ssh console -a my-openclaw -C "tee /data/openclaw.json" < openclaw.json
\`\`\`
`,
  'docs/after.mdx': `---
title: After
---

\`\`\`bash
curl https://my-openclaw.fly.dev/healthz
fly proxy 3000:3000 -a my-openclaw
fly ssh console -a my-openclaw -C "cat /data/openclaw.json"
fly sftp get /data/openclaw.json /tmp/openclaw.json -a my-openclaw
\`\`\`

\`\`\`bash on="machine"
env OPENCLAW_STATE_DIR=/data OPENCLAW_GATEWAY_PORT=3000 node dist/index.js health
\`\`\`

\`\`\`bash
fly machine update <machine-id> --vm-memory 2048 --command "node dist/index.js gateway --port 3000 --bind lan" -y -a my-openclaw
\`\`\`
`,
};

type Change = [page: keyof typeof files, from: string, to: string];
const files1 = 'docs/files.mdx';
const deploy = 'docs/deploy.mdx';
const after = 'docs/after.mdx';

/** Returns what the deployment's rules find in the guide with changes: the code, the text it stands at, and the places beside it. */
function check(changes: Change[]): [code: string, text: string, ...related: string[]][] {
  const changed: Record<string, string> = { ...files };
  for (const [page, from, to] of changes) {
    expect(changed[page]).toContain(from);
    changed[page] = (changed[page] ?? '').replace(from, () => to);
  }
  const { diagnostics, sources } = checkGuide(
    contentFolder({
      ...changed,
      'variables.json': { variables: [], secrets: [] },
      'targets.json': { openclaw: '2026.9.6' },
    }),
  );
  const cut = (file: string, start: number, end: number) => (sources.get(file) ?? '').slice(start, end);
  return diagnostics
    .filter(({ code }) => code.startsWith('deployment/'))
    .map(({ code, file, start, end, related = [] }) => [
      code,
      cut(file, start, end),
      ...related.map((place) => cut(place.file ?? file, place.start, place.end)),
    ]);
}

test('nothing is wrong with the guide as it is', () => {
  expect(check([])).toEqual([]);
});

describe('one mistake is one finding, where the mistake is, with the place that it disagrees with', () => {
  test.each<[string, Change, string[]]>([
    [
      'another name in fly.toml',
      [files1, 'app = "my-openclaw"', 'app = "openclaw"'],
      ['app', '"openclaw"', 'my-openclaw'],
    ],
    [
      'another name where the app is created',
      [deploy, 'create my-openclaw', 'create my-openclow'],
      ['app', 'my-openclow', '"my-openclaw"'],
    ],
    [
      'another name after -a',
      [after, '3000:3000 -a my-openclaw', '3000:3000 -a my-openclow'],
      ['app', 'my-openclow', '"my-openclaw"'],
    ],
    [
      'another name in an address',
      [after, 'my-openclaw.fly', 'your-app.fly'],
      ['app', 'your-app', '"my-openclaw"'],
    ],
    [
      'another port after --port',
      [files1, '--port 3000', '--port 8080'],
      ['port', '"node dist/index.js gateway --port 8080 --bind lan"', '3000'],
    ],
    [
      'another internal_port',
      [files1, 'internal_port = 3000', 'internal_port = 8080'],
      ['port', '8080', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
    [
      'another far port of the proxy',
      [after, '3000:3000', '3000:8080'],
      ['port', '3000:8080', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
    [
      'another port in the environment of a command',
      [after, 'PORT=3000', 'PORT=18789'],
      ['port', '18789', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
    [
      'another port in a command of fly machine update',
      [after, '--port 3000', '--port 8080'],
      [
        'port',
        'node dist/index.js gateway --port 8080 --bind lan',
        '"node dist/index.js gateway --port 3000 --bind lan"',
      ],
    ],
    [
      'loopback behind a service',
      [files1, '--bind lan', '--bind loopback'],
      ['bind', '"node dist/index.js gateway --port 3000 --bind loopback"'],
    ],
    [
      'an address after --bind',
      [files1, '--bind lan', '--bind 0.0.0.0'],
      ['bind', '"node dist/index.js gateway --port 3000 --bind 0.0.0.0"'],
    ],
    [
      'no --bind in fly machine update',
      [after, ' --bind lan', ''],
      ['bind', 'node dist/index.js gateway --port 3000'],
    ],
    [
      'another volume created',
      [deploy, 'create openclaw_data', 'create openclaw_date'],
      ['volume', 'openclaw_date', '"openclaw_data"'],
    ],
    ['another region for the volume', [deploy, '--region iad', '--region lhr'], ['volume', 'lhr', '"iad"']],
    ['another state folder', [files1, 'DIR = "/data"', 'DIR = "/state"'], ['state', '"/state"', '"/data"']],
    [
      'no state folder',
      [files1, '  OPENCLAW_STATE_DIR = "/data"\n', ''],
      ['state', '"node dist/index.js gateway --port 3000 --bind lan"', '"/data"'],
    ],
    ['another path in a command', [after, 'cat /data/', 'cat /date/'], ['state', '/date', '"/data"']],
    ['another state folder for a command', [after, 'DIR=/data', 'DIR=/home'], ['state', '/home', '"/data"']],
    ['too little memory', [files1, '2048mb', '512mb'], ['memory', '"512mb"']],
    [
      'no memory at all',
      [files1, '[[vm]]\n  size = "shared-cpu-2x"\n  memory = "2048mb"\n\n', ''],
      ['memory', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
    ['too little memory in a command', [after, '--vm-memory 2048', '--vm-memory 512'], ['memory', '512']],
    [
      'a heap too large',
      [files1, 'size=1536', 'size=2048'],
      ['memory', '"--max-old-space-size=2048"', '"2048mb"'],
    ],
    [
      'memory in a command below the heap',
      [after, '--vm-memory 2048', '--vm-memory 1536'],
      ['memory', '1536', '"--max-old-space-size=1536"'],
    ],
    [
      'an origin with a slash',
      [files1, 'fly.dev"]', 'fly.dev/"]'],
      ['origin', '"https://my-openclaw.fly.dev/"', '"my-openclaw"'],
    ],
    [
      'an origin without TLS',
      [files1, '"https://my', '"http://my'],
      ['origin', '"http://my-openclaw.fly.dev"', '"my-openclaw"'],
    ],
    [
      'another origin',
      [files1, '"https://my-openclaw', '"https://openclaw'],
      ['origin', '"https://openclaw.fly.dev"', '"my-openclaw"'],
    ],
    [
      'local origins alone',
      [files1, 'https://my-openclaw.fly.dev', 'http://localhost:3000'],
      ['origin', '["http://localhost:3000"]', '"my-openclaw"'],
    ],
    [
      'no origins',
      [files1, ',\n    "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] }', ''],
      ['origin', '"gateway"', '"my-openclaw"'],
    ],
    [
      'a trusted proxy alone, without the app itself',
      [files1, '"172.16.0.1", "66.241.124.7"', '"172.16.0.1"'],
      ['trusted-proxies', '"trustedProxies"'],
    ],
    [
      'a range as wide as a private network',
      [files1, '"172.16.0.1", "66.241.124.7"', '"172.16.0.0/12", "66.241.124.7"'],
      ['trusted-proxies', '"trustedProxies"'],
    ],
    [
      'no trusted proxy',
      [files1, '    "trustedProxies": ["172.16.0.1", "66.241.124.7"],\n', ''],
      ['trusted-proxies', '"gateway"'],
    ],
    ['a secret that nothing sets', [deploy, '|DISCORD_BOT_TOKEN', ''], ['secret', '"discord"']],
    [
      'a secret that is misspelt',
      [deploy, 'ANTHROPIC', 'ANTROPIC'],
      ['secret', '"anthropic/claude-opus-4-6"', 'ANTROPIC_API_KEY'],
    ],
    [
      'secrets that are set too late',
      [deploy, '```bash\nenv', '```bash\nfly deploy\n```\n\n```bash\nenv'],
      ['secret', 'fly deploy', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
    [
      'no secrets at all',
      [deploy, /```bash\nenv .*\n```\n/.exec(files[deploy])?.[0] ?? '', ''],
      ['secret', '"node dist/index.js gateway --port 3000 --bind lan"'],
    ],
  ])('%s', (_, change, [code = '', ...places]) => {
    expect(check([change])).toEqual([[`deployment/${code}`, ...places]]);
  });

  test('several mistakes are all found', () => {
    const found = check([
      [files1, 'internal_port = 3000', 'internal_port = 8080'],
      [files1, 'size=1536', 'size=4096'],
      [deploy, '--region iad', '--region lhr'],
      [deploy, '|DISCORD_BOT_TOKEN', ''],
      [after, '3000:3000 -a my-openclaw', '3000:3000 -a my-openclow'],
    ]);
    expect(found.map(([code]) => code).sort()).toEqual(
      ['app', 'memory', 'port', 'secret', 'volume'].map((code) => `deployment/${code}`),
    );
  });
});

describe('what is right is not told of, however unusual', () => {
  test.each<[string, ...Change[]]>([
    ['flags with an equals sign', [files1, '--port 3000 --bind lan', '--port=3000 --bind=lan']],
    [
      'a command for a shell',
      [
        files1,
        '"node dist/index.js gateway --port 3000 --bind lan"',
        '"sh -c \'exec node dist/index.js gateway --port $OPENCLAW_GATEWAY_PORT --bind lan\'"',
      ],
      [files1, '[env]', '[env]\n  OPENCLAW_GATEWAY_PORT = "3000"'],
    ],
    [
      'the port in the environment',
      [files1, ' --port 3000', ''],
      [files1, '[env]', '[env]\n  OPENCLAW_GATEWAY_PORT = "3000"'],
    ],
    [
      'the port in the configuration',
      [files1, ' --port 3000', ''],
      [files1, '"mode": "local",', '"mode": "local", "port": 3000,'],
    ],
    [
      'the address in the configuration',
      [files1, ' --bind lan', ''],
      [files1, '"mode": "local",', '"mode": "local", "bind": "lan",'],
    ],
    [
      'a second service for another port of the same machine',
      [
        files1,
        '[[vm]]',
        '[[services]]\n  internal_port = 3334\n  processes = ["app"]\n  [[services.ports]]\n    port = 8443\n    handlers = ["tls"]\n\n[[vm]]',
      ],
      [after, 'fly proxy 3000:3000', 'fly proxy 3334:3334'],
    ],
    [
      'a debugger behind the proxy',
      [files1, 'node dist', 'node --inspect=0.0.0.0:9229 dist'],
      [after, '3000:3000', '9229'],
    ],
    ['another near port of the proxy', [after, '3000:3000', '8080:3000']],
    ['the near port alone', [after, '3000:3000', '3000']],
    [
      'another process group beside the gateway',
      [files1, '  app = "node', '  web = "node web.js --port 8080"\n  app = "node'],
      [
        files1,
        '[[vm]]',
        '[[services]]\n  internal_port = 8080\n  processes = ["web"]\n  [[services.ports]]\n    port = 8443\n    handlers = ["tls"]\n\n[[vm]]',
      ],
    ],
    [
      'another app beside the first',
      [
        deploy,
        'fly apps create my-openclaw -o personal',
        'fly apps create my-openclaw -o personal\nfly apps create my-database -o personal',
      ],
      [after, 'fly proxy 3000:3000 -a my-openclaw', 'fly proxy 5432:5432 -a my-database'],
    ],
    [
      'no app in commands, as fly.toml has it',
      [after, 'fly proxy 3000:3000 -a my-openclaw', 'fly proxy 3000:3000'],
    ],
    [
      'the app from the environment',
      [after, 'fly proxy 3000:3000 -a my-openclaw', 'FLY_APP=my-openclaw fly proxy 3000:3000'],
    ],
    [
      "addresses inside Fly.io's network",
      [after, 'https://my-openclaw.fly.dev/healthz', 'http://iad.my-openclaw.internal:3000/healthz'],
    ],
    ['an example in a comment', [after, 'curl', '# such as https://your-app.fly.dev\ncurl']],
    [
      'a second volume for a second machine',
      [
        deploy,
        'fly volumes create',
        'fly volumes create openclaw_data --size 1 --region lhr -a my-openclaw -y\nfly volumes create',
      ],
    ],
    [
      'a volume that the first deploy makes',
      [deploy, 'fly volumes create openclaw_data --size 1 --region iad -a my-openclaw -y\n', ''],
    ],
    [
      'a state folder below the mount',
      [files1, 'DIR = "/data"', 'DIR = "/data/state"'],
      [deploy, 'tee /data/', 'tee /data/state/'],
      [after, 'cat /data/', 'cat /data/state/'],
      [after, 'get /data/', 'get /data/state/'],
      [after, 'DIR=/data', 'DIR=/data/state'],
    ],
    [
      "a volume over the home folder's state",
      [files1, '  OPENCLAW_STATE_DIR = "/data"\n', ''],
      [files1, 'destination = "/data"', 'destination = "/home/node/.openclaw"'],
    ],
    [
      'a copy of the configuration on the own computer',
      [after, 'curl', 'cp /tmp/openclaw.json /home/me/openclaw.json\ncurl'],
    ],
    [
      'a folder of the own computer for a command there',
      [after, 'curl', 'OPENCLAW_STATE_DIR=/tmp/try openclaw config validate\ncurl'],
    ],
    [
      'memory that a command scales',
      [files1, '[[vm]]\n  size = "shared-cpu-2x"\n  memory = "2048mb"\n\n', ''],
      [deploy, 'fly deploy', 'fly deploy --vm-memory 2048'],
    ],
    ['any origin', [files1, 'https://my-openclaw.fly.dev', '*']],
    ["a domain of one's own", [files1, 'https://my-openclaw.fly.dev', 'https://claw.example.com']],
    [
      'origins that a command sets',
      [files1, ',\n    "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] }', ''],
      [
        files1,
        '```json',
        '```bash on="machine"\nopenclaw config set gateway.controlUi.allowedOrigins \'["https://my-openclaw.fly.dev"]\'\n```\n\n```json',
      ],
    ],
    [
      'no Control UI',
      [files1, '{ "allowedOrigins": ["https://my-openclaw.fly.dev"] }', '{ "enabled": false }'],
    ],
    [
      'a trusted proxy that a command sets',
      [files1, '    "trustedProxies": ["172.16.0.1", "66.241.124.7"],\n', ''],
      [
        after,
        '```bash on="machine"\n',
        '```bash on="machine"\nopenclaw config set gateway.trustedProxies \'["<proxy-address>"]\' --strict-json\n',
      ],
    ],
    [
      'a private deployment, which has no proxy before it',
      [files1, '[http_service]\n  internal_port = 3000\n  processes = ["app"]\n\n', ''],
      [files1, '    "trustedProxies": ["172.16.0.1", "66.241.124.7"],\n', ''],
      [after, 'curl https://my-openclaw.fly.dev/healthz\n', ''],
    ],
    [
      'secrets in arguments',
      [
        deploy,
        "env | grep -E '^(OPENCLAW_GATEWAY_TOKEN|ANTHROPIC_API_KEY|DISCORD_BOT_TOKEN)=' | fly secrets import --stage",
        'fly secrets set OPENCLAW_GATEWAY_TOKEN="$A" ANTHROPIC_API_KEY="$B" DISCORD_BOT_TOKEN="$C" --stage',
      ],
    ],
    [
      'secrets from a file',
      [
        deploy,
        "env | grep -E '^(OPENCLAW_GATEWAY_TOKEN|ANTHROPIC_API_KEY|DISCORD_BOT_TOKEN)=' | fly secrets import --stage",
        'fly secrets import --stage < secrets.env',
      ],
    ],
    [
      'secrets from another program',
      [
        deploy,
        "env | grep -E '^(OPENCLAW_GATEWAY_TOKEN|ANTHROPIC_API_KEY|DISCORD_BOT_TOKEN)='",
        'op inject -i secrets.tpl',
      ],
    ],
    [
      'secrets by a pattern',
      [
        deploy,
        "-E '^(OPENCLAW_GATEWAY_TOKEN|ANTHROPIC_API_KEY|DISCORD_BOT_TOKEN)='",
        "'_\\(KEY\\|TOKEN\\)='",
      ],
    ],
    [
      "the channel's secret set after the deploy and before its configuration is sent",
      [deploy, '|DISCORD_BOT_TOKEN', ''],
      [
        deploy,
        'fly deploy',
        'fly deploy\n```\n\n```bash\nprintf %s "$DISCORD" | fly secrets set DISCORD_BOT_TOKEN=- -a my-openclaw',
      ],
    ],
    [
      'a token in the configuration by a variable',
      [
        files1,
        '"discord": { "enabled": true } },\n  "gateway"',
        `"discord": { "enabled": true, "token": "$${'{MY_BOT}'}" } },\n  "gateway"`,
      ],
      [deploy, 'DISCORD_BOT_TOKEN', 'MY_BOT'],
    ],
    ['a password in the place of the token', [deploy, 'OPENCLAW_GATEWAY_TOKEN', 'OPENCLAW_GATEWAY_PASSWORD']],
    [
      'values that only a run knows',
      [after, 'fly proxy 3000:3000 -a my-openclaw', 'fly proxy "$PORT" -a "$APP"'],
    ],
  ])('%s', (_, ...changes) => {
    expect(check(changes)).toEqual([]);
  });
});
