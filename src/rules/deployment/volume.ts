import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { givenFlag } from '../../formats/fly-command/invocation.ts';
import { firstOf, type Mention, mostSaid } from './agree.ts';
import { appOf } from './app.ts';
import { at, commandsFor, type Deployment, filesFor, isPlain, once, type PageCommand } from './facts.ts';
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
  check: (page, guide) => {
    const created = commandsFor(page, appOf(guide)).filter(
      ({ command }) => command.invocation.path === 'volumes create',
    );
    const misnamed = names(page, guide, created);
    return misnamed.length > 0 ? misnamed : regions(page, guide, created);
  },
};

function names(page: Deployment, guide: Deployment, created: PageCommand[]): Diagnostic[] {
  if (created.length === 0) return [];
  const mounted = filesFor(page, guide).flatMap(({ fence, config, placeOf }): Mention[] =>
    config.mounts.flatMap(({ source, path }) =>
      source === undefined ? [] : [{ value: source, fence, span: placeOf(`${path}.source`) }],
    ),
  );
  const made = created.flatMap(({ fence, command }): Mention[] => {
    const [name] = command.invocation.args;
    return name && isPlain(name) ? [{ value: name.value, fence, span: name }] : [];
  });
  const sources = new Set(mounted.map(({ value }) => value));
  const [source] = sources;
  if (source === undefined || made.every(({ value }) => sources.has(value))) return [];
  const right = sources.size > 1 ? source : (mostSaid([...mounted, ...made]) ?? source);
  if (right !== source) {
    const values = { volume: right, source };
    const related = firstOf(made, right);
    return mounted
      .filter(({ fence }) => page.flyFiles.some((file) => file.fence === fence))
      .map(({ fence, span }) =>
        at(
          fence,
          span,
          'deployment/volume',
          { key: 'rules.deployment/volume.source', values },
          {
            related: related && [{ ...related, message: { key: 'related.deployment/volume-made' } }],
          },
        ),
      );
  }
  const related = firstOf(mounted, source);
  return made
    .filter(({ value }) => !sources.has(value))
    .map(({ fence, span, value }) =>
      at(
        fence,
        span,
        'deployment/volume',
        { key: 'rules.deployment/volume', values: { volume: value, source: [...sources].join(', ') } },
        { related: related && [{ ...related, message: { key: 'related.deployment/volume' } }] },
      ),
    );
}

/** A volume for the machine stands in the primary region; further ones may stand elsewhere, for further machines. */
function regions(page: Deployment, guide: Deployment, created: PageCommand[]): Diagnostic[] {
  if (created.length === 0) return [];
  const files = filesFor(page, guide);
  const primaries = primariesIn(files);
  const usual = usualRegion(guide);
  const primary = page.flyFiles.length > 0 ? primaries[0]?.value : usual;
  const place = primaries.find(({ value }) => value === primary) ?? primaries[0];
  if (primary === undefined || !place) return [];
  const wrong = created.filter((one) => {
    const [region] = regionOf(one);
    const [name] = one.command.invocation.args;
    const hasFirst = created.some(
      (other) =>
        other.command.invocation.args[0]?.value === name?.value && regionOf(other)[0]?.value === primary,
    );
    return (
      region &&
      region.value !== primary &&
      !hasFirst &&
      !primaries.some(({ value }) => value === region.value)
    );
  });
  const found = wrong.flatMap(regionOf);
  const [first] = found;
  // Where the rest of the guide agrees with the commands, it is the file that is wrong.
  if (first && page.flyFiles.length > 0 && found.every(({ value }) => value === usual)) {
    const values = { region: first.value, primary };
    const related = [{ ...first, message: { key: 'related.deployment/volume-made' as const } }];
    const key = 'rules.deployment/volume.primary' as const;
    return [at(place.fence, place.span, 'deployment/volume', { key, values }, { related })];
  }
  return found.map(({ fence, span, value }) =>
    at(
      fence,
      span,
      'deployment/volume',
      { key: 'rules.deployment/volume.region', values: { region: value, primary } },
      { related: [{ ...place, message: { key: 'related.deployment/region' } }] },
    ),
  );
}

const usualRegion = once(({ flyFiles, commands }) =>
  mostSaid([...primariesIn(flyFiles), ...commands.flatMap(regionOf)]),
);

function primariesIn(files: Deployment['flyFiles']): Mention[] {
  return files.flatMap(({ fence, config: { primaryRegion: value }, placeOf }) =>
    value === undefined || !isPlain({ value }) ? [] : [{ value, fence, span: placeOf('primary_region') }],
  );
}

/** Returns the region in which a command creates a volume, where it says one. */
function regionOf({ fence, command: { invocation } }: PageCommand): Mention[] {
  const region = invocation.path === 'volumes create' ? givenFlag(invocation, 'region') : undefined;
  const span = region?.valueWord ?? region?.word;
  return region && isPlain(span) ? [{ value: region.value, fence, span }] : [];
}

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
