import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Guide } from '../guide/guide.ts';
import { inFile } from '../guide/snippet.ts';
import { checkValue, findVariables, usualOf, type Variable } from '../guide/variables.ts';
import type { Rule } from './rule.ts';

/** Every placeholder is a variable, every variable and secret is used, and every default is allowed by its own rule. */
export const variables: Rule = {
  rules: [
    {
      code: 'variable/unknown',
      severity: 'error',
      summary: 'summary.variable/unknown',
      explain: 'explain.variable/unknown',
      examples: [
        {
          wrong: '```bash\nfly machine restart <machine>\n```\n',
          right:
            '```bash\nfly machine restart <machine-id>\n```\n\n@ variables.json\n{ "variables": [{ "name": "machine-id", "pattern": "[0-9a-f]{14}", "label": { "en": "Machine" }, "help": { "en": "From the list." } }] }\n',
        },
      ],
    },
    {
      code: 'variable/unused',
      severity: 'warning',
      summary: 'summary.variable/unused',
      explain: 'explain.variable/unused',
      examples: [
        {
          wrong:
            '@ variables.json\n{ "variables": [{ "name": "volume", "default": "my_data", "pattern": "[a-z_]+", "label": { "en": "Volume" }, "help": { "en": "Its name." } }] }\n',
          right:
            '```bash\nfly volumes create my_data -a my-app -y\n```\n\n@ variables.json\n{ "variables": [{ "name": "volume", "default": "my_data", "pattern": "[a-z_]+", "label": { "en": "Volume" }, "help": { "en": "Its name." } }] }\n',
        },
      ],
    },
    {
      code: 'variable/default',
      severity: 'error',
      summary: 'summary.variable/default',
      explain: 'explain.variable/default',
      examples: [
        {
          wrong:
            '```bash\nfly volumes list\n```\n\n@ variables.json\n{ "variables": [{ "name": "volume", "default": "my-data", "pattern": "[a-z_]+", "label": { "en": "Volume" }, "help": { "en": "Its name." } }] }\n',
          right:
            '```bash\nfly volumes create my_data -a my-app -y\n```\n\n@ variables.json\n{ "variables": [{ "name": "volume", "default": "my_data", "pattern": "[a-z_]+", "label": { "en": "Volume" }, "help": { "en": "Its name." } }] }\n',
        },
      ],
    },
    {
      code: 'variable/follows',
      severity: 'error',
      summary: 'summary.variable/follows',
      explain: 'explain.variable/follows',
      examples: [{ wrong: following('application'), right: following('app') }],
    },
  ],
  check: (guide: Guide) => [...unknown(guide), ...unused(guide), ...defaults(guide), ...followers(guide)],
};

function unknown(guide: Guide): Diagnostic[] {
  const names = guide.variables.variables.map(({ name }) => name);
  return fencesOf(guide).flatMap((fence) =>
    [...fence.text.matchAll(/<([a-z][a-z0-9]*(?:-[a-z0-9]+)*)>/g)].flatMap(
      ([, name = ''], index, all): Diagnostic[] => {
        if (names.includes(name)) return [];
        const offset = (all[index]?.index ?? 0) + 1;
        const start = inFile(fence, offset);
        const span = { start, end: start + name.length };
        const similar = nearest(name, names);
        const base = { file: fence.file, code: 'variable/unknown', severity: 'error' as const, ...span };
        if (similar === undefined)
          return [{ ...base, message: { key: 'rules.variable/unknown', values: { name } } }];
        return [
          {
            ...base,
            message: { key: 'rules.variable/unknown.nearest', values: { name, nearest: similar } },
            fixes: [
              {
                message: { key: 'fix.replace', values: { text: `<${similar}>` } },
                edits: [{ ...span, text: similar }],
                safe: true,
              },
            ],
          },
        ];
      },
    ),
  );
}

function unused(guide: Guide): Diagnostic[] {
  const texts = fencesOf(guide).map(({ text }) => text);
  const used = new Set(
    texts.flatMap((text) => findVariables(text, guide.variables.variables).map(({ name }) => name)),
  );
  const report = (
    name: string,
    key: 'rules.variable/unused' | 'rules.variable/secret-unused',
  ): Diagnostic => ({
    file: 'variables.json',
    code: 'variable/unused',
    severity: 'warning',
    message: { key, values: { name } },
    ...nameSpan(guide, name),
  });
  return [
    ...guide.variables.variables
      // Where the default is not even allowed, that is the mistake, and not that no fence has it.
      .filter((variable) => !used.has(variable.name) && !isRefused(variable))
      .map(({ name }) => report(name, 'rules.variable/unused')),
    ...guide.variables.secrets
      .filter(({ name }) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
      .map(({ name }) => report(name, 'rules.variable/secret-unused')),
  ];
}

function isRefused(variable: Variable): boolean {
  return variable.default !== undefined && checkValue(variable, variable.default) !== undefined;
}

function defaults(guide: Guide): Diagnostic[] {
  return guide.variables.variables.flatMap((variable) =>
    [variable.default ?? [], variable.choices ?? []]
      .flat()
      .filter((value) => checkValue(variable, value) !== undefined)
      .map((value) => ({
        file: 'variables.json',
        code: 'variable/default',
        severity: 'error' as const,
        message: { key: 'rules.variable/default' as const, values: { name: variable.name, value } },
        ...nameSpan(guide, variable.name),
      })),
  );
}

/** A variable follows one whose default stands in its own, and which itself follows none. */
function followers(guide: Guide): Diagnostic[] {
  const { variables } = guide.variables;
  return variables.flatMap((variable): Diagnostic[] => {
    const { name, follows } = variable;
    if (follows === undefined) return [];
    const followed = variables.find((other) => other.name === follows);
    if (followed?.follows === undefined && Array.isArray(usualOf(variable, variables))) return [];
    return [
      {
        file: 'variables.json',
        code: 'variable/follows',
        severity: 'error',
        message: { key: 'rules.variable/follows', values: { name, follows } },
        ...nameSpan(guide, name),
      },
    ];
  });
}

function fencesOf(guide: Guide) {
  return guide.pages.flatMap(({ fences }) =>
    fences.filter(({ annotations }) => annotations.ignore === undefined),
  );
}

function nameSpan(guide: Guide, name: string): { start: number; end: number } {
  const at = (guide.sources.get('variables.json') ?? '').search(new RegExp(`"name":\\s*"${name}"`));
  return at < 0 ? { start: 0, end: 0 } : { start: at, end: at + 6 };
}

function following(followed: string): string {
  const words = '"label": { "en": "Its name" }, "help": { "en": "Its name." }';
  return `\`\`\`bash
fly status -a my-app
curl https://my-app.fly.dev/
\`\`\`

@ variables.json
{
  "variables": [
    { "name": "app", "default": "my-app", "pattern": "[a-z-]+", ${words} },
    { "name": "address", "default": "https://my-app.fly.dev", "follows": "${followed}", "pattern": "https://.+", ${words} }
  ]
}
`;
}
