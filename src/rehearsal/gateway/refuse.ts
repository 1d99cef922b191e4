import { allSchemas } from '../../formats/openclaw-config/check.ts';
import { parseJson } from '../../formats/openclaw-config/json.ts';
import { findProblems, type Problem } from '../../formats/openclaw-config/problems.ts';
import { compareVersions, openclawVersions } from '../../formats/openclaw-config/versions.ts';
import { at, type FoundConfig } from './config.ts';

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

/** Returns what a version's program finds wrong with a config. Of what our check finds, that is the errors of the schema alone. */
export function configProblems(found: FoundConfig, version: string): ConfigProblem[] {
  if (found.value === undefined) return [{ path: '<root>', message: syntaxMessage(found.text) }];
  const known = allSchemas.config.has(version) ? version : openclawVersions.at(-1);
  const { root } = parseJson(found.text, 'json5');
  const schema = allSchemas.config.get(known ?? '');
  if (root === undefined || schema === undefined) return [];
  return findProblems(schema, root).map(inWords);
}

/** The parser's own words are not the model's: what it says is where the text ends to make sense. */
function syntaxMessage(text: string): string {
  const before = text.trimEnd().split('\n');
  return `JSON5 parse failed: SyntaxError: JSON5: invalid end of input at ${before.length + 1}:1`;
}

/** Returns a problem in the words of the program (zod's), for the kinds whose words were seen; others are near to them. */
function inWords({ kind, path, wanted, types }: Problem): ConfigProblem {
  const last = String(path.at(-1) ?? '');
  const at = (keys: readonly (string | number)[]) => (keys.length === 0 ? '<root>' : keys.join('.'));
  switch (kind) {
    case 'unknown':
      return path[0] === 'channels'
        ? { path: at(path.slice(0, -1)), message: `must not have additional properties: "${last}"` }
        : { path: at(path.slice(0, -1)), message: `Unrecognized key: "${last}"` };
    case 'missing':
      return {
        path: at([...path, String(wanted[0] ?? '')]),
        message: 'Invalid input: expected a value, received undefined',
      };
    case 'type':
      return { path: at(path), message: `Invalid input: expected ${types.join(' or ')}` };
    case 'choice':
      return {
        path: at(path),
        message: `Invalid option: expected one of ${wanted.map((one) => JSON.stringify(one)).join('|')}`,
      };
    default:
      return { path: at(path), message: 'Invalid input' };
  }
}
