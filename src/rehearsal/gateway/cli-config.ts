import { existsSync, mkdirSync } from 'node:fs';
import { posix } from 'node:path';
import { Uncovered } from '../failure.ts';
import { claim, hostToWrite, type Run } from '../machine/programs/program.ts';
import { writeWhole } from '../write.ts';
import { at, configPath, type FoundConfig, findConfig, isRecord } from './config.ts';
import { environment } from './environment.ts';
import { configProblems } from './refuse.ts';

type Config = Record<string, unknown>;

/** `openclaw config …` */
export function configCommand(run: Run, sub: string, args: readonly string[]): number {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const [path = '', raw] = args.filter((arg) => !arg.startsWith('--'));
  switch (sub) {
    case 'get':
      return get(run, path, flags.includes('--json'));
    case 'set':
      return set(run, path, raw, flags.includes('--strict-json') || flags.includes('--json'));
    case 'unset':
      return unset(run, path);
    case 'validate':
      return validate(run, flags.includes('--json'));
    case 'file':
      run.session.out(`${configPath(environment(run))}\n`);
      return 0;
    default:
      throw new Uncovered(`openclaw config ${sub}`.trim());
  }
}

function find(run: Run): FoundConfig | undefined {
  return findConfig(run.session.files, environment(run));
}

function get(run: Run, path: string, json: boolean): number {
  const value = at(find(run)?.value, ...keysOf(path));
  if (value === undefined) {
    run.session.err(`Unknown config path: ${path}. Run openclaw config schema to inspect valid paths.\n`);
    return 1;
  }
  run.session.out(`${typeof value === 'string' && !json ? value : JSON.stringify(value, null, 2)}\n`);
  return 0;
}

function set(run: Run, path: string, raw: string | undefined, strict: boolean): number {
  if (raw === undefined) {
    run.session.err("error: missing required argument 'value'\n");
    return 1;
  }
  const parsed = parseValue(raw, strict);
  if (typeof parsed === 'string') {
    run.session.err(
      `Could not parse ${JSON.stringify(raw)} as JSON for --strict-json. ${parsed}. Use valid JSON. For structured changes, use a JSON5 config patch object file with \`openclaw config patch --file <path> --dry-run\`. For plain strings, omit --strict-json.\n`,
    );
    return 1;
  }
  const config = structuredClone(find(run)?.value ?? {});
  put(config, keysOf(path), parsed.value);
  const problems = problemsOf(run, config);
  if (problems.length > 0) {
    run.session.err(`Config validation failed: ${problems.join('\n')}\n`);
    return 1;
  }
  if (!writeConfig(run, config)) return 1;
  run.session.out(`Updated ${path}. ${restartNote(path)}\n`);
  return 0;
}

function unset(run: Run, path: string): number {
  const config = structuredClone(find(run)?.value ?? {});
  const keys = keysOf(path);
  const holder = at(config, ...keys.slice(0, -1));
  const last = keys.at(-1) ?? '';
  if (!isRecord(holder) || !(last in holder)) {
    run.session.err(
      `Config path not found: ${path}. Nothing was changed. Run openclaw config get <path> first if you are unsure of the path.\n`,
    );
    return 1;
  }
  delete holder[last];
  if (!writeConfig(run, config)) return 1;
  run.session.out(`Removed ${path}. ${restartNote(path)}\n`);
  return 0;
}

/** The gateway takes notice of most of its own settings at once; what needs a restart beside plugins and bindings was not tried. */
function restartNote(path: string): string {
  return /^(plugins|gateway\.(bind|port|mode|auth))\b/.test(path)
    ? 'Restart the gateway to apply.'
    : 'Change will apply without restarting the gateway.';
}

/** Returns a value, or why it is none. */
function parseValue(raw: string, strict: boolean): { value: unknown } | string {
  try {
    return { value: JSON.parse(raw) };
  } catch (error) {
    if (!strict) return { value: raw };
    return error instanceof Error ? error.message : String(error);
  }
}

function put(config: Config, keys: readonly string[], value: unknown): void {
  let here = config;
  for (const key of keys.slice(0, -1)) {
    const next = here[key];
    const inner: Config = isRecord(next) ? next : {};
    here[key] = inner;
    here = inner;
  }
  here[keys.at(-1) ?? ''] = value;
}

function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}

function problemsOf(run: Run, value: Config): string[] {
  const path = configPath(environment(run));
  const found = { path, text: JSON.stringify(value, null, 2), value };
  return configProblems(found, run.session.machine.version).map((one) => `${one.path}: ${one.message}`);
}

/** Writes a config as OpenClaw does, stamped with its version. Returns whether it could. */
export function writeConfig(run: Run, config: Config): boolean {
  const path = configPath(environment(run));
  const stamped = {
    ...config,
    meta: { ...(isRecord(config.meta) ? config.meta : {}), lastTouchedVersion: run.session.machine.version },
  };
  try {
    mkdirSync(posix.dirname(run.session.files.host(path)), { recursive: true });
    const host = hostToWrite(run.session, path);
    const isNew = !existsSync(host);
    writeWhole(host, `${JSON.stringify(stamped, null, 2)}\n`, 0o600);
    if (isNew) claim(run.session, path);
    return true;
  } catch {
    run.session.err(`Error: EACCES: permission denied, open '${path}'\n`);
    return false;
  }
}

function validate(run: Run, json: boolean): number {
  const found = find(run);
  const path = configPath(environment(run));
  if (found === undefined) {
    if (json) run.session.out(`${JSON.stringify({ valid: false, path, error: 'file not found' })}\n`);
    else run.session.err(`Config file not found: ${path}\n`);
    return 1;
  }
  const issues = configProblems(found, run.session.machine.version);
  const valid = issues.length === 0;
  if (json) {
    run.session.out(`${JSON.stringify(valid ? { valid, path, warnings: [] } : { valid, path, issues })}\n`);
  } else if (valid) run.session.out(`Config valid: ${path}\n`);
  else {
    const list = issues.map((one) => `  × ${one.path}: ${one.message}\n`).join('');
    run.session.err(
      `Config invalid at ${path}:\n${list}\nRun \`openclaw doctor\` to repair, or fix the keys above manually.\n`,
    );
  }
  return valid ? 0 : 1;
}
