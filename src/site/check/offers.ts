import { openclawVersions } from '../../formats/openclaw-config/versions.ts';
import type { Targets } from '../../guide/targets.ts';
import type { Checkable } from './guess.ts';

/** What the page can check and people know by a file's name. */
export const fileNames: readonly (readonly [Checkable, string])[] = [
  ['fly-toml', 'fly.toml'],
  ['openclaw-config', 'openclaw.json'],
];

/** The versions to check a configuration against, newest first. */
export const versions = openclawVersions.toReversed();

/** Returns the version that the guide is for. */
export function versionOf(targets: Targets): string | undefined {
  return targets.openclaw;
}

/** For each kind, a text with some of the mistakes that people make. */
export const examples: Readonly<Record<Checkable, string>> = {
  'fly-toml': `app = "my-openclaw"
primary_regoin = "iad"

[http_service]
  internal_port = "3000"
  force_https = true

[[vm]]
  size = "shared-cpu-2x"
  memory = "512"
`,
  'openclaw-config': `{
  "agents": {
    "list": [{ "id": "main" }]
  },
  "gateway": {
    "mode": "local",
    "port": "3000",
    "controlUi": {
      "allowedOrigin": ["https://my-openclaw.fly.dev"]
    }
  }
}
`,
  shell: `fly volumes create openclaw_data --size 1 --regoin iad -a my-openclaw
fly secrets set OPENCLAW_GATEWAY_TOKEN=$(openssl rand -hex 32) -a my-openclaw
fly ssh console -a my-openclaw -C "rm -f /data/*.lock"
`,
};

/** The name, in a link to the page, of the program whose version is chosen. */
export const versioned = 'openclaw';
