import { nearest } from '../../diagnostics/nearest.ts';
import { flagValue, givenFlag } from '../../formats/fly-command/invocation.ts';
import type { Fence } from '../../guide/fence.ts';
import { firstOf, type Mention, mostSaid } from './agree.ts';
import { at, isPlain, once, type PageCommand } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** The app has one name everywhere. */
export const app: DeploymentRule = {
  info: {
    code: 'deployment/app',
    severity: 'error',
    summary: 'summary.deployment/app',
    explain: 'explain.deployment/app',
    examples: [
      { wrong: page('fly status -a my-openclow'), right: page('fly status -a my-openclaw') },
      { wrong: page('fly apps create openclaw-prod'), right: page('fly apps create my-openclaw') },
      {
        wrong: page('curl https://my-openclow.fly.dev/healthz'),
        right: page('curl https://my-openclaw.fly.dev/healthz'),
      },
    ],
  },
  check: (page, guide) => {
    const all = kindsIn(guide);
    const name = appOf(guide);
    if (name === undefined) return [];
    const said = firstOf(namesIn(guide), name);
    const related = said && [{ ...said, message: { key: 'related.deployment/app' as const } }];
    return namesIn(page)
      .filter(({ value, kind }) => value !== name && !isAnother(value, kind, name, all, guide.foreign))
      .map(({ fence, span, value }) =>
        at(
          fence,
          span,
          'deployment/app',
          { key: 'rules.deployment/app', values: { here: value, name } },
          { related },
        ),
      );
  },
};

/** How an app comes to be named: by its own file, by the command that makes it, as a part of an address, or in passing. */
type Kind = 'file' | 'created' | 'host' | 'named';
interface Name extends Mention {
  kind: Kind;
}

const namesIn = once(({ flyFiles, commands, scripts, configs }): Name[] => {
  const fences = [...flyFiles, ...scripts, ...configs].map(({ fence }) => fence);
  return [
    ...flyFiles.flatMap(({ fence, config, placeOf }): Name[] =>
      config.app === undefined || !isPlain({ value: config.app })
        ? []
        : [{ value: config.app, fence, span: placeOf('app'), kind: 'file' }],
    ),
    ...commands.flatMap(namesInCommand),
    ...fences.flatMap(hosts),
  ];
});

/** Returns the name that most of a guide gives to the app; where two are equally common, fly.toml's. */
export const appOf = once((guide) => mostSaid(namesIn(guide)));

/** How each name comes up. */
const kindsIn = once((guide) => new Set(namesIn(guide).map(({ value, kind }) => `${kind} ${value}`)));

/** Whether a name is that of another app, which the page makes or describes beside the first, and no slip of the pen. */
function isAnother(value: string, kind: Kind, name: string, all: Set<string>, foreign: boolean): boolean {
  const is = (which: string, how: Kind) => all.has(`${how} ${which}`);
  const hasBoth = is(value, 'file') && is(value, 'created');
  const isSlip = nearest(value, [name]) !== undefined;
  if (isSlip) return hasBoth && is(name, 'file');
  if ((is(value, 'file') && is(name, 'file')) || (is(value, 'created') && is(name, 'created'))) return true;
  return kind === 'host' && foreign;
}

function namesInCommand({ fence, command }: PageCommand): Name[] {
  const { invocation, shell } = command;
  const names: Name[] = [];
  const flag = givenFlag(invocation, 'app');
  if (flag && isPlain(flag.valueWord ?? flag.word)) {
    const value = flagValue(invocation, 'app') ?? '';
    names.push({ value, fence, span: flag.valueWord ?? flag.word, kind: 'named' });
  }
  const set = shell.assignments.find(({ name }) => name === 'FLY_APP')?.value;
  if (set && isPlain(set)) names.push({ value: set.value, fence, span: set.inner ?? set, kind: 'named' });
  const [first] = invocation.args;
  if (/^apps (create|destroy|restart|releases)$/.test(invocation.path) && first && isPlain(first)) {
    const kind = invocation.path === 'apps create' ? 'created' : 'named';
    names.push({ value: first.value, fence, span: first, kind });
  }
  const made = /^(?:launch|postgres create)$/.test(invocation.path)
    ? givenFlag(invocation, 'name')
    : undefined;
  if (made?.valueWord && isPlain(made.valueWord))
    names.push({ value: made.value, fence, span: made.valueWord, kind: 'created' });
  return names;
}

/** Addresses of apps; `debug` and `_apps` are Fly.io's own. What stands in a comment or among allowed origins is left out. */
const host = /(?<![\w<{$-])([a-z0-9][a-z0-9-]*)\.(?:fly\.dev|internal|flycast)(?![\w-])/g;

/** As many addresses are heard of one fence. */
const mostHosts = 200;

function hosts(fence: Fence): Name[] {
  return fence.text
    .matchAll(host)
    .take(mostHosts)
    .toArray()
    .flatMap((match): Name[] => {
      const [, value = ''] = match;
      const line = fence.text.slice(fence.text.lastIndexOf('\n', match.index) + 1, match.index);
      if (value === 'debug' || /(?:^|\s)(?:#|\/\/)/.test(line) || isOrigin(fence.text, match.index))
        return [];
      return [
        {
          value,
          fence,
          span: { start: match.index, end: match.index + value.length },
          kind: 'host' as const,
        },
      ];
    });
}

/** Whether a place lies in a list of allowed origins, which has a rule of its own. */
function isOrigin(text: string, offset: number): boolean {
  const list = text.lastIndexOf('allowedOrigins', offset);
  return list >= 0 && !text.slice(list, offset).includes(']');
}

function page(command: string): string {
  return `\`\`\`bash
${command}
\`\`\`

\`\`\`toml
app = "my-openclaw"
primary_region = "iad"
\`\`\`
`;
}
