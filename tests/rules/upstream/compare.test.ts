import { describe, expect, test } from 'vitest';
import { readPage } from '../../../src/guide/page.ts';
import { compareStatements } from '../../../src/rules/upstream/compare.ts';
import { type Statement, statementsOf, topics } from '../../../src/rules/upstream/statements.ts';

const read = (source: string) => {
  const place = { file: 'docs/a.mdx', language: 'en', slug: 'a' };
  return statementsOf(readPage(place, `---\ntitle: A\n---\n${source}`).page);
};
const bash = (text: string) => `\n\`\`\`bash\n${text}\n\`\`\`\n`;
const toml = (text: string) => `\n\`\`\`toml\n${text}\n\`\`\`\n`;
const json = (text: string) => `\n\`\`\`json5\n${text}\n\`\`\`\n`;

const names = (statements: Record<string, Statement[]>) =>
  topics.flatMap((topic) => (statements[topic] ?? []).map(({ name }) => `${topic} ${name}`));

describe('two documents say the same', () => {
  test.each([
    ['an alias and the command it stands for', bash('fly machines ls'), bash('fly machine list')],
    [
      'flags in short, in long, in another order',
      bash('fly status -a x --json'),
      bash('fly status --json --app=y'),
    ],
    ['arguments that are a name of one’s own', bash('fly apps create one'), bash('fly apps create two')],
    ['comments, order and the form of tables', toml('[env]\nA = "1" # a'), toml('env.A = "1"')],
    ['JSON5 and JSON', json("{ gateway: { mode: 'local', }, }"), json('{ "gateway": { "mode": "local" } }')],
    [
      'a file and the heredoc that writes it',
      bash('cat > /data/openclaw.json << \'EOF\'\n{ "gateway": { "mode": "local" } }\nEOF'),
      json('{ "gateway": { "mode": "local" } }'),
    ],
    [
      'a heading and an id that says the same',
      '\n## Set the secrets\n',
      '\n## Your keys {#set-the-secrets}\n',
    ],
    ['a step and a heading', '\n<Step title="Deploy">\n</Step>\n', '\n## Deploy {#deploy}\n'],
  ])('%s', (_, there, here) => {
    const { there: onlyThere, here: onlyHere, values } = compareStatements(read(there), read(here));
    expect([names(onlyThere), names(onlyHere), values]).toEqual([[], [], []]);
  });
});

describe('what only one says', () => {
  test.each([
    ['a command', bash('fly open'), bash('fly status'), ['command fly open']],
    ['a flag', bash('fly deploy -c x.toml'), bash('fly deploy'), ['flag fly deploy --config']],
    ['a key', toml('[env]\nA = "1"\nB = "2"'), toml('[env]\nA = "1"'), ['key fly.toml env.B']],
    ['a section', '\n## Cost\n', '', ['section cost']],
    ['another program', bash('git pull'), bash('git fetch'), ['command git pull']],
  ])('%s', (_, there, here, only) => {
    expect(names(compareStatements(read(there), read(here)).there)).toEqual(only);
    expect(names(compareStatements(read(here), read(there)).here)).toEqual(only);
  });

  test('stands at its line', () => {
    const source = `${bash('fly status\nfly open')}${toml('[env]\nA = "1"')}`;
    const { there } = compareStatements(read(source), []);
    expect(there.command.map(({ name, line }) => [name, line])).toEqual([
      ['fly status', 6],
      ['fly open', 7],
    ]);
    expect(there.key.map(({ name, line }) => [name, line])).toEqual([['fly.toml env.A', 12]]);
  });
});

test('a value differs where the two agree in no place', () => {
  const [one, two] = [toml('[env]\nA = "1"'), toml('[env]\nA = "2"')];
  const { values } = compareStatements(read(one), read(two));
  expect(values.map(({ there, here }) => [there.name, there.value, here.value])).toEqual([
    ['fly.toml env.A', '"1"', '"2"'],
  ]);
  expect(compareStatements(read(one), read(two + one)).values).toEqual([]);
});
