import { at, type Deployment } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** What the gateway remembers lies on the volume, and every command looks for it there. */
export const state: DeploymentRule = {
  info: {
    code: 'deployment/state',
    severity: 'error',
    summary: 'summary.deployment/state',
    explain: 'explain.deployment/state',
    examples: [
      { wrong: page('/state', '/state'), right: page('/data', '/data') },
      { wrong: page('/data', '/var'), right: page('/data', '/data') },
    ],
  },
  check: (deployment, guide) => [...offVolume(deployment), ...otherPaths(deployment, guide)],
};

function offVolume({ flyFiles }: Deployment) {
  return flyFiles.flatMap(({ fence, config, placeOf }) => {
    const folder = config.env.OPENCLAW_STATE_DIR;
    const destinations = config.mounts.flatMap(({ destination }) => destination ?? []);
    if (
      folder === undefined ||
      destinations.length === 0 ||
      destinations.some((mount) => isBelow(folder, mount))
    )
      return [];
    const values = { folder, destination: destinations.join(', ') };
    return [
      at(
        fence,
        placeOf('env.OPENCLAW_STATE_DIR'),
        'deployment/state',
        { key: 'rules.deployment/state', values },
        {
          related: [
            { fence, span: placeOf('mounts[0].destination'), message: { key: 'related.deployment/mount' } },
          ],
        },
      ),
    ];
  });
}

function otherPaths({ scripts, flyFiles }: Deployment, guide: Deployment) {
  const files = flyFiles.length > 0 ? flyFiles : guide.flyFiles;
  const folders = [...new Set(files.flatMap(({ config }) => config.env.OPENCLAW_STATE_DIR ?? []))];
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) return [];
  return scripts.flatMap(({ fence }) =>
    [
      ...fence.text.matchAll(/OPENCLAW_STATE_DIR=(\/[\w./-]+)|(?<![\w.~-])(\/[\w./-]+)\/openclaw\.json\b/g),
    ].flatMap((match) => {
      const [, set, config] = match;
      const path = set ?? config ?? '';
      if (path === folder) return [];
      const start = match.index + match[0].indexOf(path);
      const span = { start, end: start + path.length };
      return [
        at(fence, span, 'deployment/state', { key: 'rules.deployment/state.path', values: { path, folder } }),
      ];
    }),
  );
}

function isBelow(path: string, mount: string): boolean {
  const base = mount.replace(/\/+$/, '');
  return path === base || path.startsWith(`${base}/`);
}

function page(folder: string, path: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[env]
  OPENCLAW_STATE_DIR = "${folder}"
[mounts]
  source = "openclaw_data"
  destination = "/data"
\`\`\`

\`\`\`bash
fly ssh console -a my-openclaw -C "cat ${path}/openclaw.json"
\`\`\`
`;
}
