import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { removeToml, rewriteToml, setToml } from '../../formats/fly-toml/toml/edit.ts';
import { at, configPath, findConfig, isRecord, stateFolder } from '../gateway/config.ts';
import { pluginFolder } from '../gateway/plugins.ts';
import type { Files } from '../machine/files.ts';
import type { Hands } from '../model/hands.ts';
import { heldLock, restart, update } from '../model/machines.ts';
import { dropOwners } from '../model/owners.ts';
import type { App, Machine } from '../model/state.ts';
import { fromInternet } from '../model/traffic.ts';
import { visit } from '../model/visit.ts';
import { writeWhole } from '../write.ts';

/** A machine that is to fall ill, with its app and its files. */
export interface Patient {
  hands: Hands;
  app: App;
  machine: Machine;
  files: Files;
}

type Config = Record<string, unknown>;

/** Each way in which a deployment can be ill: what is wrong stays wrong until it is mended. */
export const ills: Readonly<Record<string, (patient: Patient) => void>> = {
  'restart-loop'(patient) {
    rmSync(patient.files.host(configPath(patient.machine.config.env)), { force: true });
    runCommand(patient, (command) => command.replace(' --allow-unconfigured', ''));
  },
  'token-missing'({ hands, app, machine }) {
    app.secrets = app.secrets.filter((secret) => !/^OPENCLAW_GATEWAY_(TOKEN|PASSWORD)$/.test(secret.name));
    update(hands, app, machine, { ...machine.config, secrets: [...app.secrets] });
  },
  'config-rejected'(patient) {
    changeConfig(patient, (config) => ({ ...config, bogus: true }));
    again(patient);
  },
  'config-cut-off'(patient) {
    const host = patient.files.host(configPath(patient.machine.config.env));
    const text = existsSync(host) ? readFileSync(host, 'utf8') : '{ "gateway": { "mode": "local" } }';
    write(host, text.slice(0, Math.floor(text.length / 2)));
    again(patient);
  },
  'config-not-being-read'(patient) {
    const { hands, files, machine } = patient;
    const path = configPath(machine.config.env);
    rmSync(files.host(path), { force: true });
    dropOwners(hands.state, files.key(path));
    again(patient);
  },
  'downgrade-guard'(patient) {
    changeConfig(patient, (config) => ({ ...config, meta: { lastTouchedVersion: '2099.1.1' } }));
    again(patient);
  },
  'eacces-on-the-state-folder'(patient) {
    const { hands, files, machine } = patient;
    hands.state.owners[files.key(stateFolder(machine.config.env))] = 'root:root';
    again(patient);
  },
  'gateway-silent'(patient) {
    runCommand(patient, () => 'tail -f /dev/null');
  },
  'machine-held'(patient) {
    runCommand(patient, () => 'sleep infinity');
  },
  'gateway-lock'(patient) {
    write(patient.files.host(heldLock(stateFolder(patient.machine.config.env))), 'held\n');
    again(patient);
  },
  'oom-memory-issues'({ hands, app, machine }) {
    changeFlyToml(
      hands,
      (text) => setToml(text, /^vm$/, 'memory', '"512mb"') ?? `${text}\n[[vm]]\n  memory = "512mb"\n`,
    );
    const guest = { ...machine.config.guest, memoryMb: 512 };
    update(hands, app, machine, { ...machine.config, guest });
  },
  'discord-plugin-missing'(patient) {
    rmSync(patient.files.host(pluginFolder(patient.machine.config.env, 'discord')), {
      recursive: true,
      force: true,
    });
    changeConfig(patient, (config) => {
      const channels = isRecord(config.channels) ? config.channels : {};
      const discord = isRecord(channels.discord) ? channels.discord : {};
      return { ...config, channels: { ...channels, discord: { ...discord, enabled: true } } };
    });
    again(patient);
  },
  'app-is-not-listening-on-expected-address'(patient) {
    const bind = /(?<=--bind[ =])[\w.:]+/;
    const change = (command: string) => command.replace(bind, 'loopback');
    if (!bind.test(patient.machine.config.command ?? '')) throw new RangeError('No command says --bind.');
    changeFlyToml(patient.hands, (text) => rewriteToml(text, /^processes$/, change));
    runCommand(patient, change);
  },
  'health-checks-failing'({ hands, app, machine }) {
    changeFlyToml(hands, (text) => setToml(text, /^(http_service|services)$/, 'internal_port', '8080'));
    const services = machine.config.services.map((service) => ({
      ...service,
      internalPort: 8080,
      checks: service.checks.map((check) => ({ ...check, port: 8080 })),
    }));
    update(hands, app, machine, { ...machine.config, services });
  },
  'grace-period-too-short'({ hands, app, machine }) {
    changeFlyToml(hands, (text) => setToml(text, checkTables, 'grace_period', '"10s"'));
    const services = machine.config.services.map((service) => ({
      ...service,
      checks: service.checks.map((check) => ({ ...check, gracePeriod: 10_000 })),
    }));
    update(hands, app, machine, { ...machine.config, services });
  },
  'proxy-attribution-required'(patient) {
    changeConfig(patient, (config) => changeGateway(config, ({ trustedProxies: _, ...rest }) => rest));
    again(patient);
    fromInternet(patient.hands, patient.app, { method: 'GET', path: '/', headers: {}, secure: true });
  },
  'origin-not-allowed'(patient) {
    changeConfig(patient, (config) =>
      changeGateway(config, (before) => ({
        ...before,
        trustedProxies: trusting(before, patient),
        controlUi: {
          ...(isRecord(before.controlUi) ? before.controlUi : {}),
          allowedOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000'],
        },
      })),
    );
    again(patient);
    visit(patient.hands, patient.app);
  },
  'pairing-required'(patient) {
    letIn(patient);
    visit(patient.hands, patient.app);
  },
  'state-not-persisting'({ hands, app, machine }) {
    changeFlyToml(hands, (text) => removeToml(text, /^env$/, 'OPENCLAW_STATE_DIR'));
    const { OPENCLAW_STATE_DIR: _, ...env } = machine.config.env;
    update(hands, app, machine, { ...machine.config, env });
  },
  'fly-launch-overwrote-fly-toml'({ hands, app }) {
    write(
      join(sourcesFolder(hands.dir), 'fly.toml'),
      `# fly.toml app configuration file generated for ${app.name}\napp = '${app.name}'\nprimary_region = 'iad'\n\n[build]\n\n[http_service]\n  internal_port = 8080\n  force_https = true\n  auto_stop_machines = 'stop'\n  auto_start_machines = true\n  min_machines_running = 0\n  processes = ['app']\n\n[[vm]]\n  memory = '1gb'\n  cpus = 1\n`,
    );
  },
  'image-build-out-of-memory'({ hands }) {
    write(
      join(sourcesFolder(hands.dir), 'deploy.log'),
      '==> Building image\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\nELIFECYCLE  Command was killed with SIGABRT\nError: failed to fetch an image or build from source: error building: failed to solve: process "/bin/sh -c pnpm build" did not complete successfully: exit code: 137\n',
    );
  },
};

/** Where a deployment's sources lie in a world: the clone, or the working folder itself. */
function sourcesFolder(dir: string): string {
  const clone = join(dir, 'work', 'openclaw');
  return existsSync(clone) ? clone : join(dir, 'work');
}

/** The tables of a fly.toml that each say a check. */
const checkTables = /^(http_service\.checks|services\.(tcp|http)_checks|checks\.[^.]+)$/;

/**
 * Changes the file that the machine was deployed with, where there is one: what is wrong with the machine came from there. Beside a
 * fly.private.toml nothing is deployed with fly.toml.
 *
 * @throws RangeError where the file has nothing of what is to be changed: the machine alone would not stay ill
 */
function changeFlyToml({ dir }: Hands, change: (text: string) => string | undefined): void {
  const file = ['fly.private.toml', 'fly.toml']
    .map((name) => join(sourcesFolder(dir), name))
    .find((path) => existsSync(path));
  if (file === undefined) return;
  const changed = change(readFileSync(file, 'utf8'));
  if (changed === undefined)
    throw new RangeError(`${basename(file)} has nothing there that could be spoilt.`);
  writeWhole(file, changed);
}

function again({ hands, app, machine }: Patient): void {
  restart(hands, app, machine);
}

function runCommand({ hands, app, machine }: Patient, change: (command: string) => string): void {
  update(hands, app, machine, { ...machine.config, command: change(machine.config.command ?? '') });
}

function changeConfig({ files, machine }: Patient, change: (config: Config) => Config): void {
  const found = findConfig(files, machine.config.env);
  const config = found?.value ?? { gateway: { mode: 'local' } };
  write(files.host(configPath(machine.config.env)), `${JSON.stringify(change(config), null, 2)}\n`);
}

/** Lets everything but the pairing be in order, so that a visitor gets that far: the proxy is trusted, the page's origin allowed. */
function letIn(patient: Patient): void {
  const { hands, app, machine } = patient;
  const origin = `https://${app.name}.fly.dev`;
  const gateway = machine.process.gateway;
  if (gateway?.allowedOrigins.includes(origin) && gateway.trustedProxies.includes(hands.state.proxyAddress))
    return;
  changeConfig(patient, (config) =>
    changeGateway(config, (before) => ({
      ...before,
      trustedProxies: trusting(before, patient),
      controlUi: { ...(isRecord(before.controlUi) ? before.controlUi : {}), allowedOrigins: [origin] },
    })),
  );
  again(patient);
}

/** What a gateway trusts, with the proxy among it. */
function trusting(gateway: Config, { hands }: Patient): unknown[] {
  const trusted = Array.isArray(gateway.trustedProxies) ? gateway.trustedProxies : [];
  return trusted.includes(hands.state.proxyAddress) ? trusted : [hands.state.proxyAddress];
}

function changeGateway(config: Config, change: (gateway: Config) => Config): Config {
  const gateway = at(config, 'gateway');
  return { ...config, gateway: change(isRecord(gateway) ? gateway : { mode: 'local' }) };
}

function write(host: string, text: string): void {
  mkdirSync(posix.dirname(host), { recursive: true });
  writeFileSync(host, text);
}
