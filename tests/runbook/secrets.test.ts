import { describe, expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { checkGuide } from '../../src/rules/check-guide.ts';
import { compile } from '../../src/runbook/compile.ts';
import { contentFolder } from '../support/content.ts';

const secrets = ['API_KEY', 'BOT_TOKEN'].map((name) => ({ name, label: { en: name }, help: { en: name } }));

function folder(fences: string): string {
  return contentFolder({
    'docs/a.mdx': `---\ntitle: A\nrunbooks:\n  - id: send\n---\n\n${fences}`,
    'variables.json': { secrets },
    'machine.json': { machine: 'reach sh' },
  });
}

const fence = (meta: string, text: string) => `\`\`\`bash ${meta}\n${text}\n\`\`\`\n\n`;

describe('what a command reads', () => {
  const cases: [meta: string, text: string, reads: string[] | undefined][] = [
    ['step="s"', 'send "$API_KEY"', ['API_KEY']],
    ['step="s"', `send "$\{API_KEY:-none}"`, ['API_KEY']],
    ['step="s"', `send $\{#API_KEY}`, ['API_KEY']],
    ['step="s"', 'send "$API_KEY_FILE" MY_API_KEY', undefined],
    ['step="s"', 'ls', undefined],
    ['step="s" secrets="read"', "env | grep -E '^(API_KEY|BOT_TOKEN)=' | send", ['API_KEY', 'BOT_TOKEN']],
    ['step="s" secrets="named"', 'unset-secret API_KEY BOT_TOKEN', []],
    ['step="s" secrets="named"', 'use "$BOT_TOKEN" for API_KEY', ['BOT_TOKEN']],
    ['step="s" on="machine"', 'test -n "$API_KEY"', undefined],
  ];
  test.each(cases)('%s: %s', (meta, text, reads) => {
    const { plans } = compile(readGuide(folder(fence(meta, text))).guide);
    const [step] = plans[0]?.steps ?? [];
    expect(step && 'run' in step.action && step.action.run.reads).toEqual(reads);
    expect(plans[0]?.secrets.map(({ name }) => name)).toEqual(reads ?? []);
  });
});

describe('a fence that names a secret and says neither', () => {
  const step = fence('step="s"', 'ls');
  test.each([
    ['a step', fence('step="s"', "env | grep '^API_KEY=' | send")],
    ['a check', step + fence('check="s"', 'list | grep API_KEY')],
    ['an undo', step + fence('undo="s"', 'unset-secret API_KEY')],
  ])('%s is refused at the name', (_, text) => {
    const root = folder(text);
    const { diagnostics, sources } = checkGuide(root);
    const [found] = diagnostics.filter(({ code }) => code === 'runbook/secret-unsaid');
    expect((sources.get('docs/a.mdx') ?? '').slice(found?.start, found?.end)).toBe('API_KEY');
    const mended = found?.fixes?.map(({ edits: [edit] }) => {
      const source = sources.get('docs/a.mdx') ?? '';
      return source.slice(0, edit?.start) + (edit?.text ?? '') + source.slice(edit?.end);
    });
    expect(mended?.map((one) => /="s" secrets="(\w+)"\n/.exec(one)?.[1])).toEqual(['read', 'named']);
  });

  test.each([
    ['reads it by its sign', fence('step="s"', 'send "$API_KEY"')],
    ['runs on the machine', fence('step="s" on="machine"', 'printenv API_KEY')],
    ['belongs to no runbook', step + fence('', 'export API_KEY=x')],
  ])('but not one that %s', (_, text) => {
    const codes = checkGuide(folder(text)).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain('runbook/secret-unsaid');
  });
});
