import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { pluginsFolder } from './boot.ts';
import { at, configPath, findConfig, isRecord } from './config.ts';
import { configProblems } from './refuse.ts';

/** OpenClaw's command line on a machine: what the guide uses of it. */
export function cli(run: Run, args: readonly string[]): number {
  const words = args.filter((arg) => arg !== '--no-color');
  const [command = '', sub = '', ...rest] = words;
  switch (`${command} ${sub}`.trim()) {
    case '--version':
    case '-V':
      run.session.out(`OpenClaw ${run.session.machine.version}\n`);
      return 0;
    case 'config get':
      return configGet(run, rest);
    case 'config set':
      return configSet(run, rest);
    case 'config unset':
      return configSet(run, [rest[0] ?? '', undefined]);
    case 'config validate':
      return configValidate(run, rest);
    case 'config file':
      run.session.out(`${configPath(environment(run))}\n`);
      return 0;
    case 'plugins install':
      return pluginsInstall(run, rest);
    case 'plugins list':
      return pluginsList(run);
    case 'devices list':
      return devicesList(run, rest);
    case 'devices approve':
      return devicesApprove(run, rest);
    default:
      throw new Uncovered(`openclaw ${command} ${sub}`.trim());
  }
}

/** Returns the environment of a program on the machine, secrets apart. */
export function environment(run: Run): Record<string, string> {
  return Object.fromEntries(
    [...run.session.exported].flatMap((name): [string, string][] => {
      const value = run.session.variables.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function configGet(run: Run, [path = '', ...flags]: readonly string[]): number {
  const found = findConfig(run.session.files, environment(run));
  const value = at(found?.value, ...keysOf(path));
  if (value === undefined) {
    run.session.err(`Config path not found: ${path}\n`);
    return 1;
  }
  const plain = typeof value === 'string' && !flags.includes('--json');
  run.session.out(`${plain ? value : JSON.stringify(value, null, 2)}\n`);
  return 0;
}

function configSet(run: Run, [path = '', raw]: readonly (string | undefined)[]): number {
  const env = environment(run);
  const file = configPath(env);
  const found = findConfig(run.session.files, env);
  const value: Record<string, unknown> = structuredClone(found?.value ?? {});
  const keys = keysOf(path);
  let here = value;
  for (const key of keys.slice(0, -1)) {
    const next = here[key];
    const inner: Record<string, unknown> = isRecord(next) ? next : {};
    here[key] = inner;
    here = inner;
  }
  const last = keys.at(-1) ?? '';
  if (raw === undefined) delete here[last];
  else here[last] = parseValue(raw);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const problems = configProblems({ path: file, text, value }, run.session.machine.version);
  if (problems.length > 0) {
    run.session.err(
      `Error: Config validation failed: ${problems.map((one) => `${one.path}: ${one.message}`).join('\n')}\n`,
    );
    return 1;
  }
  const host = run.session.files.host(file);
  mkdirSync(posix.dirname(host), { recursive: true });
  writeFileSync(host, text);
  run.session.out(
    raw === undefined
      ? `Removed ${path}. Restart the gateway to apply.\n`
      : `Updated ${path}. Restart the gateway to apply.\n`,
  );
  return 0;
}

function parseValue(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}

function configValidate(run: Run, flags: readonly string[]): number {
  const env = environment(run);
  const found = findConfig(run.session.files, env);
  const path = configPath(env);
  const json = flags.includes('--json');
  if (found === undefined) {
    if (json) run.session.out(`${JSON.stringify({ valid: false, path, error: 'file not found' })}\n`);
    else run.session.err(`Config file not found: ${path}\n`);
    return 1;
  }
  const issues = configProblems(found, run.session.machine.version);
  if (json) {
    run.session.out(
      `${JSON.stringify(issues.length === 0 ? { valid: true, path } : { valid: false, path, issues })}\n`,
    );
  } else if (issues.length === 0) run.session.out(`Config valid: ${path}\n`);
  else {
    run.session.err(
      `Config invalid at ${path}:\n${issues.map((one) => `  × ${one.path}: ${one.message}\n`).join('')}`,
    );
  }
  return issues.length === 0 ? 0 : 1;
}

function pluginsInstall(run: Run, args: readonly string[]): number {
  const name = args.find((arg) => !arg.startsWith('-'));
  const [, short] = /^(?:npm:)?@openclaw\/([a-z0-9-]+)(?:@.*)?$/.exec(name ?? '') ?? [];
  if (name === undefined || short === undefined)
    throw new Uncovered(`openclaw plugins install ${name ?? ''}`);
  if (short === 'voice-call') {
    run.session.err(`npm error 404 Not Found - GET https://registry.npmjs.org/@openclaw%2f${short}\n`);
    return 1;
  }
  const folder = posix.join(pluginsFolder(environment(run)), short);
  const host = run.session.files.host(folder);
  mkdirSync(host, { recursive: true });
  const manifest = { name: `@openclaw/${short}`, version: run.session.machine.version };
  writeFileSync(posix.join(host, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  run.session.out(`Installing ${name}…\nInstalled plugin: ${short}\nRestart the gateway to load plugins.\n`);
  return 0;
}

function pluginsList(run: Run): number {
  const host = run.session.files.host(pluginsFolder(environment(run)));
  const names = existsSync(host) ? readdirSync(host) : [];
  for (const name of names) {
    const manifest: unknown = JSON.parse(readFileSync(posix.join(host, name, 'package.json'), 'utf8'));
    run.session.out(`${name} ${isRecord(manifest) ? String(manifest.version) : ''}\n`);
  }
  return 0;
}

function devicesList(run: Run, flags: readonly string[]): number {
  const devices = run.session.machine.devices();
  const pending = devices.filter((device) => !device.approved);
  const paired = devices.filter((device) => device.approved);
  if (flags.includes('--json')) {
    run.session.out(`${JSON.stringify({ pending, paired }, null, 2)}\n`);
    return 0;
  }
  if (devices.length === 0) {
    run.session.out('No device pairing entries.\n');
    return 0;
  }
  if (pending.length > 0)
    run.session.out(
      `Pending (${pending.length})\n${pending.map((one) => `${one.requestId}  ${one.deviceId}\n`).join('')}`,
    );
  if (paired.length > 0)
    run.session.out(`Paired (${paired.length})\n${paired.map((one) => `${one.deviceId}\n`).join('')}`);
  return 0;
}

function devicesApprove(run: Run, args: readonly string[]): number {
  const pending = run.session.machine.devices().filter((device) => !device.approved);
  const named = args.find((arg) => !arg.startsWith('-'));
  const wanted = named ?? (args.includes('--latest') ? pending.at(-1)?.requestId : undefined);
  if (wanted === undefined || pending.length === 0) {
    run.session.err('No pending device pairing requests to approve\n');
    return 1;
  }
  const device = pending.find((one) => one.requestId === wanted);
  if (device === undefined || !run.session.machine.approve(wanted)) {
    run.session.err(
      `No pending device request matches ${wanted}. Run openclaw devices list and retry with the current request ID.\n`,
    );
    return 1;
  }
  run.session.out(`Approved ${device.deviceId} (${wanted})\n`);
  return 0;
}
