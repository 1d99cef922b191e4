import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { mostSaid } from './agree.ts';
import { at, type Deployment, type FlyFile, once, pagesWithoutFile } from './facts.ts';
import { farTexts, findFar } from './far.ts';
import { gatewaysOf } from './gateway.ts';
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
  check: (page, guide) => [
    ...page.flyFiles.flatMap((file) => inFile(file, page, guide)),
    ...elsewhere(page, guide),
  ],
};

/** The state folder as commands have it: given as the variable, or as the folder of the configuration. */
const paths = /\bOPENCLAW_STATE_DIR=["']?(\/[\w./-]*[\w-])|(?<![\w.~}/-])(\/[\w./-]+)\/openclaw\.json\b/g;

/** Folders that hold the state where nothing says otherwise: a volume that is mounted over one needs no variable. */
const home = /^\/(?:root|home\/[\w-]+)(?:\/|$)/;

/** Returns what a page's commands say of the folder. */
const saidIn = once((page) => findFar(farTexts(page), paths));

/** Returns what most commands say: of a page with its own fly.toml and of those without, or of the latter alone. */
function usualFolder(page: Deployment, guide: Deployment): string | undefined {
  return mostSaid([...(page.flyFiles.length > 0 ? saidIn(page) : []), ...looselySaid(guide)]);
}

const looselySaid = once((guide) => pagesWithoutFile(guide).flatMap(saidIn).slice(0, heard));
/** As many commands of pages without a fly.toml are heard. */
const heard = 20;

function inFile(file: FlyFile, page: Deployment, guide: Deployment): Diagnostic[] {
  const { fence, config, placeOf } = file;
  const folder = config.env.OPENCLAW_STATE_DIR;
  const mounts = config.mounts.flatMap(({ destination, path }) =>
    destination === undefined ? [] : [{ destination, span: placeOf(`${path}.destination`) }],
  );
  const [mount] = mounts;
  if (!mount) return [];
  const values = { destination: mounts.map(({ destination }) => destination).join(', ') };
  const related = [{ fence, span: mount.span, message: { key: 'related.deployment/mount' as const } }];
  if (folder === undefined) {
    const [gateway] = gatewaysOf(file);
    const isSet = mounts.some(({ destination }) => home.test(destination)) || isSetElsewhere(file, guide);
    if (!gateway || isSet) return [];
    const message = { key: 'rules.deployment/state.unsaid' as const, values };
    return [at(fence, placeOf(gateway.path), 'deployment/state', message, { severity: 'warning', related })];
  }
  const usual = usualFolder(page, guide);
  const set = placeOf('env.OPENCLAW_STATE_DIR');
  if (mounts.some(({ destination }) => isBelow(folder, destination))) {
    if (!isOutvoted(file, page, guide)) return [];
    const message = { key: 'rules.deployment/state.file' as const, values: { folder, path: usual ?? '' } };
    return [at(fence, set, 'deployment/state', message)];
  }
  const message = { key: 'rules.deployment/state' as const, values: { ...values, folder } };
  // Where the commands look for the state as it is set here, it is the mount that is somewhere else.
  return [
    usual === folder
      ? at(fence, mount.span, 'deployment/state', message, {
          related: [{ fence, span: set, message: { key: 'related.deployment/state' } }],
        })
      : at(fence, set, 'deployment/state', message, { related }),
  ];
}

/** Whether several commands look into one and the same folder, and none into the file's. */
function isOutvoted({ config }: FlyFile, page: Deployment, guide: Deployment): boolean {
  const said = [...saidIn(page), ...looselySaid(guide)];
  const folder = config.env.OPENCLAW_STATE_DIR;
  return said.length > 1 && said.every(({ value }) => value !== folder && value === said[0]?.value);
}

/** Whether a secret, `--env` or the command itself says where the state is. */
function isSetElsewhere({ config }: FlyFile, { commands }: Deployment): boolean {
  return (
    Object.values(config.processes).some((command) => command.includes('OPENCLAW_STATE_DIR')) ||
    commands.some(
      ({ fence, command: { invocation, shell } }) =>
        /^(?:secrets (?:set|import)|deploy|machine (?:update|run))$/.test(invocation.path) &&
        fence.text.slice(shell.line.start, shell.line.end).includes('OPENCLAW_STATE_DIR='),
    )
  );
}

function elsewhere(page: Deployment, guide: Deployment): Diagnostic[] {
  const said = saidIn(page);
  const file = said.length > 0 ? folderFile(page.flyFiles.length > 0 ? page : guide) : undefined;
  const folder = file?.config.env.OPENCLAW_STATE_DIR;
  const owner = page.flyFiles.length > 0 ? page : guide;
  // Where the commands agree with each other and not with the file, the file alone is told of.
  if (!file || folder === undefined || isOutvoted(file, owner, guide)) return [];
  return said
    .filter(({ value }) => value !== folder)
    .map(({ fence, span, value }) =>
      at(
        fence,
        span,
        'deployment/state',
        { key: 'rules.deployment/state.path', values: { path: value, folder } },
        {
          related: [
            {
              fence: file.fence,
              span: file.placeOf('env.OPENCLAW_STATE_DIR'),
              message: { key: 'related.deployment/state' },
            },
          ],
        },
      ),
    );
}

/** Returns the file that says the folder, where all of them say the same. */
const folderFile = once(({ flyFiles }) => {
  const files = flyFiles.filter(({ config }) => config.env.OPENCLAW_STATE_DIR !== undefined);
  const folders = new Set(files.map(({ config }) => config.env.OPENCLAW_STATE_DIR));
  return folders.size === 1 ? files[0] : undefined;
});

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
