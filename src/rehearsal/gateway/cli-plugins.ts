import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { Uncovered } from '../failure.ts';
import { claim, hostToWrite, type Run } from '../machine/programs/program.ts';
import { writeConfig } from './cli-config.ts';
import { at, findConfig, isRecord, stateFolder } from './config.ts';
import { environment } from './environment.ts';
import { installedPlugins, installedVersion, packageFolder, pluginFolder } from './plugins.ts';

/** `openclaw plugins …` */
export function pluginsCommand(run: Run, sub: string, args: readonly string[]): number {
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  switch (sub) {
    case 'install':
      return install(run, name);
    case 'uninstall':
      return uninstall(run, name, args);
    case 'inspect':
    case 'info':
      return inspect(run, name);
    case 'update':
      return update(run, name);
    case 'list':
      return list(run);
    default:
      throw new Uncovered(`openclaw plugins ${sub}`.trim());
  }
}

/** Plugins that npm has under OpenClaw's name, as far as the guide is concerned. */
const published = ['discord', 'whatsapp'];

const titleOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function install(run: Run, spec: string): number {
  const [, name] = /^(?:npm:)?@openclaw\/([a-z0-9-]+)(?:@.*)?$/.exec(spec) ?? [];
  if (name === undefined) throw new Uncovered(`openclaw plugins install ${spec}`);
  const env = environment(run);
  if (!published.includes(name)) {
    // Seen for voice-call: the registry does not have it. The words around npm's own are inferred.
    run.session.err(
      `npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/@openclaw%2f${name} - Not found\n`,
    );
    return 1;
  }
  const folder = packageFolder(env, name);
  if (installedVersion(run.session.files, env, name) !== undefined) {
    run.session.err(`plugin already exists: ${folder} (delete it first)\n`);
    return 1;
  }
  const state = stateFolder(env);
  try {
    hostToWrite(run.session, state);
  } catch {
    run.session.err(`Error: EACCES: permission denied, mkdir '${posix.join(state, 'npm')}'\n`);
    return 1;
  }
  run.session.out(`Installing to ${pluginFolder(env, name)}…\n`);
  run.session.out(
    `Installing @openclaw/${name} into ${posix.join(state, 'npm', 'projects', '.openclaw-install-stage')}…\n`,
  );
  writePackage(run, name);
  const config = structuredClone(findConfig(run.session.files, env)?.value ?? {});
  const plugins: Record<string, unknown> = isRecord(config.plugins) ? config.plugins : {};
  const entries: Record<string, unknown> = isRecord(plugins.entries) ? plugins.entries : {};
  const entry = entries[name];
  entries[name] = { ...(isRecord(entry) ? entry : {}), enabled: true };
  writeConfig(run, { ...config, plugins: { ...plugins, entries } });
  run.session.out(
    `Linked peerDependency "openclaw" -> /app\nInstalled plugin: ${name}\nSaved for the next Gateway start.\n`,
  );
  return 0;
}

function writePackage(run: Run, name: string): void {
  const env = environment(run);
  const folder = packageFolder(env, name);
  const host = run.session.files.host(folder);
  mkdirSync(host, { recursive: true });
  const manifest = { name: `@openclaw/${name}`, version: run.session.machine.version };
  writeFileSync(posix.join(host, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const state = stateFolder(env);
  for (
    let path = posix.join(folder, 'package.json');
    path.length > state.length;
    path = posix.dirname(path)
  ) {
    claim(run.session, path);
  }
}

function uninstall(run: Run, name: string, args: readonly string[]): number {
  const env = environment(run);
  if (installedVersion(run.session.files, env, name) === undefined) return notFound(run, name);
  if (!args.includes('--force')) throw new Uncovered('openclaw plugins uninstall');
  const folder = pluginFolder(env, name);
  rmSync(run.session.files.host(folder), { recursive: true, force: true });
  const config = structuredClone(findConfig(run.session.files, env)?.value ?? {});
  const entries = at(config, 'plugins', 'entries');
  if (isRecord(entries)) delete entries[name];
  writeConfig(run, config);
  run.session.out(
    `Plugin: ${titleOf(name)} (${name})\nWill remove: plugin settings, install record, directory: ${folder}\nUninstalled plugin "${name}". Removed: plugin settings, install record, directory.\nSaved for the next Gateway start.\n`,
  );
  return 0;
}

function inspect(run: Run, name: string): number {
  const env = environment(run);
  const version = installedVersion(run.session.files, env, name);
  if (version === undefined) return notFound(run, name);
  const folder = packageFolder(env, name);
  const isOn = at(findConfig(run.session.files, env)?.value, 'plugins', 'entries', name, 'enabled') === true;
  run.session.out(
    [
      titleOf(name),
      `id: ${name}`,
      '',
      `Status: ${isOn ? 'enabled' : 'disabled'}`,
      'Format: openclaw',
      `Source: ${folder}/dist/index.js`,
      'Origin: global',
      `Version: ${version}`,
      '',
      'Install:',
      'Source: npm',
      `Spec: @openclaw/${name}`,
      `Install path: ${folder}`,
      `Recorded version: ${version}`,
      '',
    ].join('\n'),
  );
  return 0;
}

function update(run: Run, name: string): number {
  const env = environment(run);
  const version = installedVersion(run.session.files, env, name);
  if (version === undefined) return notFound(run, name);
  if (version === run.session.machine.version) {
    run.session.out(`${name} is up to date (${version}).\n`);
    return 0;
  }
  writePackage(run, name);
  // Inferred: an update was not seen.
  run.session.out(`${name} updated: ${version} -> ${run.session.machine.version}.\n`);
  return 0;
}

/** The real list shows the bundled plugins too, as a drawn table; the model's has what is installed. */
function list(run: Run): number {
  const env = environment(run);
  for (const name of installedPlugins(run.session.files, env)) {
    run.session.out(
      `${titleOf(name)} │ ${name} │ openclaw │ ${installedVersion(run.session.files, env, name) ?? ''}\n`,
    );
  }
  return 0;
}

function notFound(run: Run, name: string): number {
  run.session.err(
    `Plugin not found: ${name}. Run \`openclaw plugins list\` to see installed plugins, or \`openclaw plugins search ${name}\` to look for installable plugins.\n`,
  );
  return 1;
}
