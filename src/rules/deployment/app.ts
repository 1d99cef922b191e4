import { flagValue, givenFlag } from '../../formats/fly-command/invocation.ts';
import { at, type Deployment, isPlain, type PageCommand } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** The app has one name everywhere. */
export const app: DeploymentRule = {
  info: {
    code: 'deployment/app',
    severity: 'error',
    summary: 'summary.deployment/app',
    explain: 'explain.deployment/app',
    examples: [{ wrong: page('my-openclow'), right: page('my-openclaw') }],
  },
  check: (deployment, guide) => {
    const first = guide.flyFiles[0] ?? deployment.flyFiles[0];
    const name = first?.config.app;
    if (first === undefined || name === undefined) return [];
    const related = [
      { fence: first.fence, span: first.placeOf('app'), message: { key: 'related.deployment/app' as const } },
    ];
    return [...fileNames(deployment), ...deployment.commands.flatMap(commandNames)]
      .filter((one) => one.name !== name)
      .map((one) =>
        at(
          one.fence,
          one.span,
          'deployment/app',
          { key: 'rules.deployment/app', values: { here: one.name, name } },
          { related },
        ),
      );
  },
};

function fileNames({ flyFiles }: Deployment) {
  return flyFiles.map(({ fence, config, placeOf }) => ({
    fence,
    span: placeOf('app'),
    name: config.app ?? '',
  }));
}

function commandNames({ fence, command }: PageCommand) {
  const { invocation } = command;
  const flag = givenFlag(invocation, 'app');
  const names = [];
  if (flag && isPlain(flag.valueWord ?? flag.word)) {
    names.push({ fence, span: flag.valueWord ?? flag.word, name: flagValue(invocation, 'app') ?? '' });
  }
  const [first] = invocation.args;
  if (
    /^apps (create|destroy|open|restart)$/.test(invocation.path) &&
    first &&
    isPlain(first) &&
    invocation.path !== 'apps open'
  ) {
    names.push({ fence, span: first, name: first.value });
  }
  return names;
}

function page(name: string): string {
  return `\`\`\`bash
fly status -a ${name}
\`\`\`

\`\`\`toml
app = "my-openclaw"
primary_region = "iad"
\`\`\`
`;
}
