import type { RuleInfo } from './rule.ts';

/** What is found while content is read, before any rule looks at it: pages, data files, annotations, runbooks. */
export const readingRules: RuleInfo[] = [
  error('page/syntax', 'summary.page/syntax', 'explain.page/syntax', [
    { wrong: '<Tabs>\n\nOne tab.\n', right: '<Tabs>\n\nOne tab.\n\n</Tabs>\n' },
  ]),
  error('page/frontmatter', 'summary.page/frontmatter', 'explain.page/frontmatter', [
    { wrong: '---\ntitel: Deploy\n---\n', right: '---\ntitle: Deploy\n---\n' },
  ]),
  error('data/syntax', 'summary.data/syntax', 'explain.data/syntax', [
    {
      wrong: '@ targets.json\n{ "openclaw": "2026.9.6", }\n',
      right: '@ targets.json\n{ "openclaw": "2026.9.6" }\n',
    },
  ]),
  error('data/invalid', 'summary.data/invalid', 'explain.data/invalid', [
    { wrong: '@ variables.json\n{ "variable": [] }\n', right: '@ variables.json\n{ "variables": [] }\n' },
  ]),
  error('annotation/syntax', 'summary.annotation/syntax', 'explain.annotation/syntax', [
    { wrong: '```bash timeout="5m\nls\n```\n', right: '```bash timeout="5m"\nls\n```\n' },
  ]),
  error('annotation/unknown', 'summary.annotation/unknown', 'explain.annotation/unknown', [
    { wrong: '```bash timout="5m"\nls\n```\n', right: '```bash timeout="5m"\nls\n```\n' },
  ]),
  error('annotation/value', 'summary.annotation/value', 'explain.annotation/value', [
    { wrong: '```bash timeout="5 minutes"\nls\n```\n', right: '```bash timeout="5m"\nls\n```\n' },
  ]),
  error('annotation/twice', 'summary.annotation/twice', 'explain.annotation/twice', [
    { wrong: '```bash timeout="5m" timeout="9m"\nls\n```\n', right: '```bash timeout="9m"\nls\n```\n' },
  ]),
  error('fence/unchecked', 'summary.fence/unchecked', 'explain.fence/unchecked', [
    {
      wrong: '```yaml\na: b\n```\n',
      right: '```yaml ignore="shows what another program reads"\na: b\n```\n',
    },
  ]),
  error('runbook/stray', 'summary.runbook/stray', 'explain.runbook/stray', [
    {
      wrong: '```bash step="deploy"\nfly deploy\n```\n',
      right: '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/section', 'summary.runbook/section', 'explain.runbook/section', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n    section: two\n  - id: other\n---\n\n## One {#one}\n\n```bash step="deploy"\nfly deploy\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n    section: one\n---\n\n## One {#one}\n\n```bash step="deploy"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/twice', 'summary.runbook/twice', 'explain.runbook/twice', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n    section: one\n  - id: deploy\n    section: two\n---\n\n## One {#one}\n\n```bash step="deploy"\nfly deploy\n```\n\n## Two {#two}\n\n```bash step="deploy"\nfly deploy\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n    section: one\n  - id: private\n    section: two\n---\n\n## One {#one}\n\n```bash step="deploy"\nfly deploy\n```\n\n## Two {#two}\n\n```bash step="deploy"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/empty', 'summary.runbook/empty', 'explain.runbook/empty', [
    {
      wrong: '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash\nfly deploy\n```\n',
      right: '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/step-twice', 'summary.runbook/step-twice', 'explain.runbook/step-twice', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash step="deploy"\nfly deploy\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash step="again"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/role-twice', 'summary.runbook/role-twice', 'explain.runbook/role-twice', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash check="deploy"\ntest -f fly.toml\n```\n\n```bash check="deploy"\ntest -f fly.toml\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash check="deploy"\ntest -f fly.toml\n```\n\n```bash undo="deploy"\nfly scale count 0 --yes\n```\n',
    },
  ]),
  error('runbook/no-such-step', 'summary.runbook/no-such-step', 'explain.runbook/no-such-step', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash check="deplyo"\ntest -f fly.toml\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash check="deploy"\ntest -f fly.toml\n```\n',
    },
  ]),
  error('runbook/untranslated', 'summary.runbook/untranslated', 'explain.runbook/untranslated', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n```bash step="again"\nfly deploy\n```\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="deploy"\nfly deploy\n```\n',
    },
  ]),
  error('runbook/not-runnable', 'summary.runbook/not-runnable', 'explain.runbook/not-runnable', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```json step="write"\n{}\n```\n\n@ targets.json\n{ "openclaw": "2026.9.6" }\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```json step="write" file="openclaw.json"\n{}\n```\n\n@ targets.json\n{ "openclaw": "2026.9.6" }\n',
    },
  ]),
  error('runbook/changes-folder', 'summary.runbook/changes-folder', 'explain.runbook/changes-folder', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="clone"\ngit clone https://example.com/app.git && cd app\ncd app\n```\n\n```bash check="clone"\ntest -d app\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="clone"\ngit clone https://example.com/app.git\n```\n\n```bash check="clone"\ntest -d app\n```\n\n```bash step="enter" always\ncd app\n```\n',
    },
  ]),
  error('runbook/secret-unsaid', 'summary.runbook/secret-unsaid', 'explain.runbook/secret-unsaid', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="send"\nenv | grep API_KEY= | fly secrets import\n```\n\n@ variables.json\n{ "secrets": [{ "name": "API_KEY", "label": { "en": "Key" }, "help": { "en": "From the shop." } }] }\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="send" secrets="read"\nenv | grep API_KEY= | fly secrets import\n```\n\n@ variables.json\n{ "secrets": [{ "name": "API_KEY", "label": { "en": "Key" }, "help": { "en": "From the shop." } }] }\n',
    },
  ]),
  error('runbook/unseen', 'summary.runbook/unseen', 'explain.runbook/unseen', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="greet"\necho "ciao\u200d"\n```\n',
      right: '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="greet"\necho "ciao"\n```\n',
    },
  ]),
  error('runbook/capture', 'summary.runbook/capture', 'explain.runbook/capture', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="list" capture="machine-id"\nfly machine list -q\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="list" capture="machine-id" pattern="([0-9a-f]{14})"\nfly machine list -q\n```\n',
    },
  ]),
  error('runbook/never-captured', 'summary.runbook/never-captured', 'explain.runbook/never-captured', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="restart"\nfly machine restart <machine-id>\n```\n\n@ variables.json\n{ "variables": [{ "name": "machine-id", "pattern": "[0-9a-f]{14}", "label": { "en": "Machine" }, "help": { "en": "From the list." } }] }\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="list" capture="machine-id" pattern="([0-9a-f]{14})"\nfly machine list -q\n```\n\n```bash step="restart"\nfly machine restart <machine-id>\n```\n\n@ variables.json\n{ "variables": [{ "name": "machine-id", "pattern": "[0-9a-f]{14}", "label": { "en": "Machine" }, "help": { "en": "From the list." } }] }\n',
    },
  ]),
  error(
    'runbook/interactive-machine',
    'summary.runbook/interactive-machine',
    'explain.runbook/interactive-machine',
    [
      {
        wrong:
          '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="log-in" on="machine" interactive\nnode login.js\n```\n\n@ machine.json\n{ "machine": "fly ssh console -C \\"sh -s\\"" }\n',
        right:
          '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="log-in" interactive\nfly ssh console --pty -C "node login.js"\n```\n\n@ machine.json\n{ "machine": "fly ssh console -C \\"sh -s\\"" }\n',
      },
    ],
  ),
  error('runbook/no-machine', 'summary.runbook/no-machine', 'explain.runbook/no-machine', [
    {
      wrong:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="own" on="machine"\nls /data\n```\n',
      right:
        '---\ntitle: Deploy\nrunbooks:\n  - id: deploy\n---\n\n```bash step="own" on="machine"\nls /data\n```\n\n@ machine.json\n{ "machine": "fly ssh console -C \\"sh -s\\"" }\n',
    },
  ]),
];

function error(
  code: string,
  summary: RuleInfo['summary'],
  explain: RuleInfo['explain'],
  examples: NonNullable<RuleInfo['examples']>,
): RuleInfo {
  return { code, severity: 'error', summary, explain, examples };
}
