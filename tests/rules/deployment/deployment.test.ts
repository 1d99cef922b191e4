import { describe, expect, test } from 'vitest';
import { readPage } from '../../../src/guide/page.ts';
import { checkDeployment, deploymentRules } from '../../../src/rules/deployment/deployment.ts';

function check(source: string): [code: string, text: string][] {
  const { page, diagnostics } = readPage({ file: 'a.mdx', language: '', slug: '' }, source);
  expect(diagnostics).toEqual([]);
  return checkDeployment(page, { openclaw: '2026.9.6' }).map(({ code, start, end }) => [
    code,
    source.slice(start, end),
  ]);
}

describe('the snippets of a deployment agree', () => {
  const examples = deploymentRules.flatMap(({ info }) =>
    (info.examples ?? []).map((example, index) => [`${info.code} ${index + 1}`, info.code, example] as const),
  );

  test.each(examples)(
    '%s: the wrong page has this finding alone, the right one none',
    (_, code, { wrong, right }) => {
      expect(check(wrong).map(([found]) => found)).toEqual([code]);
      expect(check(right)).toEqual([]);
    },
  );

  test('every rule has an example', () => {
    expect(deploymentRules.filter(({ info }) => (info.examples ?? []).length === 0)).toEqual([]);
  });
});

const publicFile = (changes: [string, string][] = []) =>
  changes.reduce(
    (text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    },
    `\`\`\`toml
app = "my-openclaw"
primary_region = "iad"
[env]
  OPENCLAW_STATE_DIR = "/data/openclaw"
  NODE_OPTIONS = "--max-old-space-size=1536"
[processes]
  app = "node dist/index.js gateway --port 3000 --bind lan"
[http_service]
  internal_port = 3000
  processes = ["app"]
[[vm]]
  size = "shared-cpu-2x"
  memory = "2gb"
[mounts]
  source = "openclaw_data"
  destination = "/data"
\`\`\`
`,
  );

describe('findings stand where the mistake is', () => {
  test.each<[string, [string, string], string, string]>([
    ['the port', ['internal_port = 3000', 'internal_port = 8080'], 'deployment/port', '8080'],
    ['the port in the environment', ['--port 3000 ', ''], '', ''],
    ['the state folder', ['"/data/openclaw"', '"/state"'], 'deployment/state', '"/state"'],
    ['the heap', ['1536', '2048'], 'deployment/memory', '"--max-old-space-size=2048"'],
    ['the memory', ['2gb', '512mb'], 'deployment/memory', '"512mb"'],
    ['little memory', ['2gb', '1gb'], 'deployment/memory', '"--max-old-space-size=1536"'],
    [
      'the address',
      ['--bind lan', '--bind loopback'],
      'deployment/bind',
      '"node dist/index.js gateway --port 3000 --bind loopback"',
    ],
  ])('%s', (_, change, code, text) => {
    expect(check(publicFile([change]))).toEqual(code === '' ? [] : [[code, text]]);
  });

  test('a state folder below the mount is on it', () => {
    expect(check(publicFile())).toEqual([]);
  });

  test('a service of another process group is no matter of the gateway’s', () => {
    const source = publicFile([
      ['[http_service]', '  web = "node web.js"\n[http_service]'],
      ['internal_port = 3000\n  processes = ["app"]', 'internal_port = 8080\n  processes = ["web"]'],
      ['--bind lan', '--bind loopback'],
    ]);
    expect(check(source)).toEqual([]);
  });

  test('placeholders and values that only a run knows name no other app', () => {
    const commands = '```bash\nfly status -a "$APP"\nfly status -a <app>\nfly status\n```\n';
    expect(check(`${publicFile()}\n${commands}`)).toEqual([]);
  });
});
