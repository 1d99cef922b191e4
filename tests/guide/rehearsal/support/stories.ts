import type { Deployment } from './ground.ts';

/** Where a runbook begins: in an empty world, or in one in which the gateway was deployed. */
export type Beginning = 'nothing' | Deployment;

/** What is to be known of a runbook beside its plan. */
export interface Story {
  id: string;
  from: Beginning;
  /** What makes the world ill first. */
  fault?: string;
  /** The problem that `diagnose` then names. */
  symptom?: string;
  /** Paths of the world's picture in which it ends otherwise than it began, illness aside: what the runbook is for. */
  changes?: string[];
  /** Why it cannot be run to its end once more, where it cannot. */
  once?: string;
  /** Paths of what is never twice the same, such as a log with ids in it. */
  varies?: string[];
  /** What an undo leaves, since no undo brings it back: paths of the world's picture, or their beginnings. */
  stays?: string[];
}

const machine = 'my-openclaw/machines/0/';
const data = 'my-openclaw/volumes/openclaw_data/';
const gateway = [`${machine}gateway`, `${machine}state`];
const release = ['here/openclaw/.git/rehearsal', 'here/openclaw/package.json', `${machine}openclaw`];
/** What a mend of fly.toml keeps of it. */
const before = 'here/openclaw/fly.toml.before';

/** Every runbook of the guide. */
export const stories: readonly Story[] = [
  { id: 'deploy', from: 'nothing' },
  { id: 'deploy-private', from: 'nothing' },
  {
    id: 'convert-to-private',
    from: 'deploy',
    changes: ['here/openclaw/fly.private.toml', 'my-openclaw/addresses', `${machine}services`],
  },
  {
    id: 'update',
    from: 'older',
    changes: ['here/before.v2026.9.6.json', ...release],
    stays: release,
  },
  trouble('fix-restart-loop', 'restart-loop', {
    stays: [`${machine}command`, ...gateway, `${data}openclaw.json`],
  }),
  trouble('fix-token-missing', 'token-missing', { stays: [...gateway, `${machine}secrets`] }),
  trouble('fix-config-rejected', 'config-rejected', {
    changes: [`${data}openclaw.json.refused`, `${data}openclaw.json.refused owner`],
    stays: [`${data}openclaw.json.refused`],
  }),
  trouble('fix-eacces', 'eacces-on-the-state-folder', {
    changes: [`${data} owner`],
    stays: [...gateway, `${data} owner`],
  }),
  trouble('fix-gateway-lock', 'gateway-lock', { stays: [...gateway, `${data}tmp/openclaw-1000/`] }),
  trouble('fix-memory', 'oom-memory-issues', { changes: [before], stays: [...gateway, `${machine}size`] }),
  trouble('fix-discord-plugin', 'discord-plugin-missing', { stays: [`${data}openclaw.json`] }),
  trouble('fix-bind', 'app-is-not-listening-on-expected-address', {
    changes: [before],
    stays: [`${machine}command`, ...gateway],
  }),
  trouble('fix-port', 'health-checks-failing', { changes: [before], stays: [`${machine}services`] }),
  trouble('fix-grace-period', 'grace-period-too-short', { changes: [before], stays: [`${machine}services`] }),
  trouble('fix-proxy', 'proxy-attribution-required', { stays: gateway }),
  trouble('fix-origin', 'origin-not-allowed', {
    // The gateway reads its configuration again when somebody next comes.
    changes: [`${machine}gateway`],
    stays: [...gateway, `${data}openclaw.json`],
  }),
  trouble('fix-pairing', 'pairing-required', {
    // The gateway writes down who waits, as its own user.
    changes: [`${data}state owner`, `${data}state/devices.json`, `${data}state/devices.json owner`],
    once: 'nobody waits any more',
    stays: [`${data}state/devices.json`],
  }),
  trouble('fix-config-missing', 'config-not-being-read', { stays: gateway }),
  trouble('fix-config-cut-off', 'config-cut-off', { stays: [...gateway, `${data}openclaw.json`] }),
  trouble('fix-state-folder', 'state-not-persisting', {
    // The line stands elsewhere in it than before.
    changes: ['here/openclaw/fly.toml', before],
    stays: [`${machine}env`, ...gateway],
  }),
  trouble('fix-fly-toml', 'fly-launch-overwrote-fly-toml', {}),
  trouble('fix-image-build', 'image-build-out-of-memory', {
    changes: ['here/openclaw/deploy.log'],
    varies: ['here/openclaw/deploy.log'],
    stays: ['here/openclaw/deploy.log'],
  }),
];

function trouble(id: string, fault: string, more: Partial<Story>): Story {
  return { id, from: 'deploy', fault, symptom: fault, ...more };
}
