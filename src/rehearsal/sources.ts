/** The releases that a clone can be of; the last is what `main` holds. */
export const releases = ['2026.1.29', '2026.3.31', '2026.4.29', '2026.8.1', '2026.9.6'];
export const latestRelease = '2026.9.6';

const dockerfile = `FROM node:24-bookworm-slim
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile && pnpm build
USER node
CMD ["node", "openclaw.mjs", "gateway"]
`;

const flyToml = `app = "openclaw"
primary_region = "iad"

[build]
  dockerfile = "Dockerfile"

[env]
  NODE_ENV = "production"
  OPENCLAW_PREFER_PNPM = "1"
  OPENCLAW_STATE_DIR = "/data"
  NODE_OPTIONS = "--max-old-space-size=1536"

[processes]
  app = "node dist/index.js gateway --allow-unconfigured --port 3000 --bind lan"

[http_service]
  internal_port = 3000
  force_https = true
  auto_stop_machines = false
  auto_start_machines = true
  min_machines_running = 1
  processes = ["app"]
`;

const check = `
  [[http_service.checks]]
    grace_period = "2m"
    interval = "15s"
    method = "GET"
    timeout = "5s"
    path = "/startupz"
`;

const machine = `
[[vm]]
  size = "shared-cpu-2x"
  memory = "2048mb"

[mounts]
  source = "openclaw_data"
  destination = "/data"
`;

/**
 * Returns the files of a clone that matter to a deployment, by their paths: written for the rehearsal in the shape that the
 * repository has them, with the app's name as it stands there before anybody edits it. Since releases with a start-up check the
 * private file stands in deploy/ (facts).
 */
export function sources(version: string): Record<string, string> {
  const [year = 0, month = 0] = version.split('.').map(Number);
  const recent = year > 2026 || (year === 2026 && month >= 8);
  const privateToml = `${flyToml.slice(0, flyToml.indexOf('[http_service]'))}${machine.trimStart()}`;
  return {
    'README.md': '# OpenClaw\n',
    Dockerfile: dockerfile,
    'package.json': `${JSON.stringify({ name: 'openclaw', version, type: 'module' }, null, 2)}\n`,
    'openclaw.mjs': "import './dist/index.js';\n",
    'fly.toml': `${flyToml}${recent ? check : ''}${machine}`,
    [recent ? 'deploy/fly.private.toml' : 'fly.private.toml']: privateToml,
  };
}
