import type { Diagnostic, Message, Span } from '../../diagnostics/diagnostic.ts';
import { compareVersions } from '../../formats/openclaw-config/versions.ts';
import { appOf } from './app.ts';
import { at, type ConfigFile, type Deployment, type FlyFile, filesFor, publicFile } from './facts.ts';
import { textsAt, valueAt } from './json.ts';
import type { DeploymentRule } from './rule.ts';

const pointer = '/gateway/controlUi/allowedOrigins';

/** The last of the known releases that has no such list. */
const before = '2026.1.29';

/** A public deployment's configuration lets the app's own address open the Control UI. */
export const origin: DeploymentRule = {
  info: {
    code: 'deployment/origin',
    severity: 'error',
    summary: 'summary.deployment/origin',
    explain: 'explain.deployment/origin',
    examples: [
      { wrong: page('https://my-openclaw.fly.io'), right: page('https://my-openclaw.fly.dev') },
      { wrong: page('https://my-openclaw.fly.dev/'), right: page('https://claw.example.com') },
    ],
  },
  check: (page, guide) => {
    const name = appOf(guide);
    if (name === undefined) return [];
    const file = publicFile(page, guide);
    return page.configs.flatMap((config) =>
      file
        ? missing(config, `https://${name}.fly.dev`, file, page)
        : misnamed(config, name, filesFor(page, guide)[0]),
    );
  },
};

function missing(
  { fence, json, version, isWhole }: ConfigFile,
  wanted: string,
  file: FlyFile,
  page: Deployment,
): Diagnostic[] {
  const related = [
    { fence: file.fence, span: file.placeOf('app'), message: { key: 'related.deployment/app' as const } },
  ];
  const tell = (span: Span | undefined, message: Message) => [
    at(fence, span, 'deployment/origin', message, { related }),
  ];
  const origins = textsAt(json.value, ['gateway', 'controlUi', 'allowedOrigins']);
  if (origins === undefined) {
    if (json.placeOf(pointer) !== undefined || compareVersions(version, before) <= 0) return [];
    if (!isWhole || isLeftOut(json.value, page)) return [];
    const place = json.keyPlaceOf('/gateway/controlUi') ?? json.keyPlaceOf('/gateway');
    return tell(place, { key: 'rules.deployment/origin.unsaid', values: { wanted } });
  }
  if (origins.some((one) => one === wanted || one === '*' || isOwnDomain(one))) return [];
  const meant = origins.findIndex((one) => /\.fly\.(?:dev|io)\b/i.test(one));
  if (meant < 0) return tell(json.placeOf(pointer), { key: 'rules.deployment/origin', values: { wanted } });
  const values = { wanted, here: origins[meant] ?? '' };
  return tell(json.placeOf(`${pointer}/${meant}`), { key: 'rules.deployment/origin.other', values });
}

/** Whether the Control UI is off, takes any host's address, or is told of its origins by a command. */
function isLeftOut(config: unknown, { scripts }: Deployment): boolean {
  const controlUi = valueAt(config, ['gateway', 'controlUi']);
  return (
    valueAt(controlUi, ['enabled']) === false ||
    valueAt(controlUi, ['dangerouslyAllowHostHeaderOriginFallback']) === true ||
    scripts.some(({ fence }) => fence.text.includes('allowedOrigins'))
  );
}

/** Whether an origin is an address of the author's own, with a certificate for it. */
function isOwnDomain(text: string): boolean {
  return (
    /^https:\/\/(?!127\.|\[)(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(text) &&
    !/\.fly\.(?:dev|io)\b/i.test(text)
  );
}

/** Names of the app inside Fly.io's network. */
function misnamed({ fence, json }: ConfigFile, name: string, file: FlyFile | undefined): Diagnostic[] {
  const origins = textsAt(json.value, ['gateway', 'controlUi', 'allowedOrigins']) ?? [];
  return origins.flatMap((here, index) => {
    const [, host] =
      /^https?:\/\/(?:[\w-]+\.)*?([\w-]+)\.(?:internal|flycast|fly\.dev)(?::\d+)?$/.exec(here) ?? [];
    if (host === undefined || host === name) return [];
    const wanted = here.replace(`${host}.`, `${name}.`);
    return [
      at(
        fence,
        json.placeOf(`${pointer}/${index}`),
        'deployment/origin',
        { key: 'rules.deployment/origin.other', values: { wanted, here } },
        {
          related: file && [
            { fence: file.fence, span: file.placeOf('app'), message: { key: 'related.deployment/app' } },
          ],
        },
      ),
    ];
  });
}

function page(address: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[http_service]
  internal_port = 3000
\`\`\`

\`\`\`json
{ "gateway": { "mode": "local", "controlUi": { "allowedOrigins": ["${address}"] }, "trustedProxies": ["172.16.0.1", "66.241.124.7"] } }
\`\`\`
`;
}
