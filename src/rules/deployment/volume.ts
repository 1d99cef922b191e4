import { flagValue, givenFlag } from '../../formats/fly-command/invocation.ts';
import { at, isPlain } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** The volume that is created is the one that is mounted, in the region where the machine is. */
export const volume: DeploymentRule = {
  info: {
    code: 'deployment/volume',
    severity: 'error',
    summary: 'summary.deployment/volume',
    explain: 'explain.deployment/volume',
    examples: [
      { wrong: page('openclaw_date', 'iad'), right: page('openclaw_data', 'iad') },
      { wrong: page('openclaw_data', 'lhr'), right: page('openclaw_data', 'iad') },
    ],
  },
  check: ({ commands, flyFiles }) =>
    commands.flatMap(({ fence, command }) => {
      if (command.invocation.path !== 'volumes create') return [];
      const [name] = command.invocation.args;
      const region = givenFlag(command.invocation, 'region');
      return flyFiles.slice(0, 1).flatMap((file) => {
        const { config, placeOf } = file;
        const sources = config.mounts.flatMap(({ source }) => source ?? []);
        if (isPlain(name) && name && sources.length > 0 && !sources.includes(name.value)) {
          const message = {
            key: 'rules.deployment/volume' as const,
            values: { volume: name.value, source: sources.join(', ') },
          };
          const span = placeOf('mounts[0].source');
          return [
            at(fence, name, 'deployment/volume', message, {
              related: [{ fence: file.fence, span, message: { key: 'related.deployment/volume' } }],
            }),
          ];
        }
        const written = flagValue(command.invocation, 'region');
        const primary = config.primaryRegion;
        if (
          !region ||
          !isPlain(region.valueWord ?? region.word) ||
          written === primary ||
          primary === undefined
        )
          return [];
        const message = {
          key: 'rules.deployment/volume.region' as const,
          values: { region: written ?? '', primary },
        };
        return [
          at(fence, region.valueWord ?? region.word, 'deployment/volume', message, {
            related: [
              {
                fence: file.fence,
                span: placeOf('primary_region'),
                message: { key: 'related.deployment/region' },
              },
            ],
          }),
        ];
      });
    }),
};

function page(name: string, region: string): string {
  return `\`\`\`bash
fly volumes create ${name} --size 1 --region ${region} -a my-openclaw -y
\`\`\`

\`\`\`toml
app = "my-openclaw"
primary_region = "iad"
[mounts]
  source = "openclaw_data"
  destination = "/data"
\`\`\`
`;
}
