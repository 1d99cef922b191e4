import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');

/** What says itself what is unsteady, and what looks again and again for what it waits for. */
const apart = ['tests/project/steady.test.ts', 'tests/support/until.ts'];

/** What makes a test fail on a busy machine, or pass by luck; and what such a line looks like. */
const unsteady: [what: string, pattern: RegExp, example: string][] = [
  ['a page waits for a time', /\.waitForTimeout\(/, 'await page.waitForTimeout(200);'],
  [
    'a test waits for a time',
    /new Promise(<\w+>)?\(\s*\(?(\w+)\)?\s*=>\s*\{?\s*setTimeout\(\s*(\2|\(\)\s*=>\s*\2\([^)]*\))\s*,/,
    'await new Promise((done) => setTimeout(done, 300));',
  ],
  [
    'a test waits for a time',
    /from 'node:timers\/promises'/,
    "import { setTimeout } from 'node:timers/promises';",
  ],
  ['processes are ended by their name', /\b(pkill|killall)\b/, 'await run(\'pkill -f "^sleep 31$"\');'],
  // A machine of a world has its own ports.
  ['a port is fixed', /\.listen\(\s*[1-9]\d*(?!\d*, 'fly-local-6pn')/, 'createServer().listen(8080);'],
  ['a port is fixed', /\bserve\(.*\bport: [1-9]\d*\b/, 'serve({ root, port: 4321 });'],
  ['a port is fixed', /'--port',\s*'[1-9]\d*'/, "start(['--port', '4321']);"],
  [
    'a port is fixed',
    /\b(fetch|goto)\(\s*['"`]http:\/\/(localhost|127\.0\.0\.1):[1-9]/,
    "fetch('http://localhost:4321/');",
  ],
  [
    'a page is taken for ready before its scripts have run',
    /waitUntil: 'networkidle'/,
    "await page.goto(address, { waitUntil: 'networkidle' });",
  ],
  ['a failure is tried again', /\bretry: ?[1-9{]/, "test('this', { retry: 2 }, () => {});"],
];

const files = [
  'vitest.config.ts',
  ...readdirSync(join(home, 'tests'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('tests', name),
  ),
].filter((file) => /\.(ts|mjs)$/.test(file) && !apart.includes(file));

describe('a test waits for what it wants, and passes at once or not at all', () => {
  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(30);
  });

  test.each(unsteady)('nowhere %s (%s)', (_, pattern, example) => {
    expect(example).toMatch(pattern);
    const lines = files.flatMap((file) =>
      readFileSync(join(home, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(lines).toEqual([]);
  });
});

test('what runs at once in a page’s test has an `expect` of its own', () => {
  const shared = files.filter(
    (file) =>
      file.startsWith('tests/site/pages/') &&
      /import \{[^}]*\bexpect\b[^}]*\} from 'vitest'/.test(readFileSync(join(home, file), 'utf8')),
  );
  expect(shared).toEqual([]);
});
