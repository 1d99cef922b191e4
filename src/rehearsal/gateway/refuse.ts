import { at, type FoundConfig, isRecord } from './config.ts';

/** Why a gateway does not start: what it says last, and its exit status. */
export interface Refusal {
  exitCode: number;
  lines: string[];
}

/**
 * Returns the refusal of a config that a newer release wrote last, if it is one. Seen on 2026.9.6: said before anything is logged.
 */
export function refuseNewer(found: FoundConfig | undefined, version: string): Refusal | undefined {
  const touched = at(found?.value, 'meta', 'lastTouchedVersion');
  if (typeof touched !== 'string' || compareVersions(touched, version) <= 0) return undefined;
  return {
    exitCode: 1,
    lines: [
      `Your OpenClaw config was written by version ${touched}, but this command is running ${version}.`,
      'Check: `openclaw --version`, `which openclaw`, and `openclaw gateway status --deep`.',
      'If unexpected, update PATH so `openclaw` points to the version you want, or reinstall the Gateway service from that same OpenClaw install.',
      `Refusing to run automatic gateway startup migrations because this OpenClaw binary (${version}) is older than the config last written by OpenClaw ${touched}.`,
      'Run the newer openclaw binary on PATH, or reinstall the intended gateway service from the newer install.',
      'Set OPENCLAW_ALLOW_OLDER_BINARY_DESTRUCTIVE_ACTIONS=1 only for an intentional downgrade or recovery action.',
    ],
  };
}

/** Returns the refusal of a config that its version does not accept, or undefined. Seen on 2026.9.6: said after `starting...`. */
export function refuseInvalid(found: FoundConfig | undefined, version: string): Refusal | undefined {
  if (found === undefined) return undefined;
  const problems = configProblems(found, version);
  if (problems.length === 0) return undefined;
  return {
    exitCode: 78,
    lines: [
      `Gateway failed to start: Invalid config at ${found.path}:`,
      ...problems.map(({ path, message }) => `${path}: ${message}`),
      'Run "openclaw doctor --fix" to repair, then retry.',
      'If startup is still blocked, inspect the adjacent .bak backup before restoring it manually.',
    ],
  };
}

/** What is wrong at one place of a config, in OpenClaw's words. */
export interface ConfigProblem {
  /** Keys joined by dots, or `<root>`. */
  path: string;
  message: string;
}

/** Returns what a version's program finds wrong with a config. */
export function configProblems(found: FoundConfig, _version: string): ConfigProblem[] {
  if (found.value === undefined) {
    return [{ path: '<root>', message: 'JSON5 parse failed: SyntaxError: JSON5: invalid character' }];
  }
  return isRecord(found.value) ? [] : [{ path: '<root>', message: 'Invalid input: expected object' }];
}

/** Returns a negative number, zero or a positive one as a `YYYY.M.D` version is older than, the same as or newer than another. */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string) => version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
