import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/runbook/extract.ts';
import { planIndexSchema, planSchema } from '../../src/runbook/plan.ts';
import { contentFolder, temporaryFolder } from '../support/content.ts';

const page = (id: string, command = 'true') =>
  `---\ntitle: ${id}\nrunbooks:\n  - id: ${id}\n---\n## A {#a}\n\n\`\`\`bash step="one"\n${command}\n\`\`\`\n`;

describe('extraction', () => {
  test('writes every plan and an index that names them, for a folder without data files', () => {
    const out = join(temporaryFolder(), 'plans');
    extract(contentFolder({ 'docs/a.mdx': page('alpha'), 'docs/b.md': page('beta') }), out);
    const index = planIndexSchema.parse(JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')));
    expect(index.plans.map(({ id, steps }) => [id, steps])).toEqual([
      ['alpha', 1],
      ['beta', 1],
    ]);
    for (const { file, digest } of index.plans) {
      expect(planSchema.parse(JSON.parse(readFileSync(join(out, file), 'utf8'))).digest).toBe(digest);
    }
  });

  test('takes away the plan of a runbook that is no more, and nothing that it did not write', () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'mine.json'), '{}');
    extract(contentFolder({ 'docs/a.mdx': page('alpha') }), out);
    extract(contentFolder({ 'docs/b.mdx': page('beta') }), out);
    expect(readdirSync(out).sort()).toEqual(['beta.json', 'index.json', 'mine.json']);
  });

  test('writes nothing where the pages have errors, and leaves earlier plans alone', () => {
    const out = temporaryFolder();
    extract(contentFolder({ 'docs/a.mdx': page('alpha') }), out);
    const before = readFileSync(join(out, 'alpha.json'), 'utf8');
    const broken = page('alpha', 'false').replace('step="one"', 'step="One Two"');
    const { diagnostics } = extract(contentFolder({ 'docs/a.mdx': broken }), out);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(readFileSync(join(out, 'alpha.json'), 'utf8')).toBe(before);
  });

  test.each([
    ['as it is told from outside, where the folder does not say', {}, 'told sh'],
    ['as the folder says', { 'machine.json': { machine: 'own sh' } }, 'own sh'],
  ])('a step on the machine gets there %s', (_, files, machine) => {
    const source = page('alpha').replace('step="one"', 'step="one" on="machine"');
    const out = temporaryFolder();
    const { diagnostics } = extract(contentFolder({ 'docs/a.mdx': source, ...files }), out, {
      reach: { machine: 'told sh', demands: [] },
    });
    expect(diagnostics).toEqual([]);
    const plan = planSchema.parse(JSON.parse(readFileSync(join(out, 'alpha.json'), 'utf8')));
    expect(plan.machine).toEqual([machine]);
  });

  test('a guide without runbooks gives an empty index', () => {
    const out = temporaryFolder();
    const { index } = extract(contentFolder({ 'docs/a.mdx': '---\ntitle: A\n---\nWords.\n' }), out);
    expect(index.plans).toEqual([]);
    expect(existsSync(join(out, 'index.json'))).toBe(true);
  });
});
