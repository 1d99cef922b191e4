import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { FlyConfig } from '../../formats/fly-toml/load.ts';

type Words = (config: FlyConfig) => string;

/**
 * What `fly config validate` and `fly deploy` say of a file that they refuse, by the rule that finds the same (internal/appconfig/
 * validation.go). What our check finds beyond these, flyctl lets pass.
 */
const words: Readonly<Record<string, Words>> = {
  'fly-toml/type': () => 'json: cannot unmarshal a value of the wrong type into Go struct field',
  'fly-toml/process-missing': ({ processes }) =>
    `Service has no processes set but app has ${Object.keys(processes).length} processes defined; update fly.toml to set processes for each service`,
  'fly-toml/process-unknown': ({ services, mounts, groups }) => {
    const named = [...services, ...mounts].flatMap((one) => one.processes);
    const unknown = named.find((name) => !groups.includes(name)) ?? '';
    return `Service specifies '${unknown}' as one of its processes, but no processes are defined with that name; update fly.toml to add this process or remove it from Service's processes`;
  },
  'fly-toml/check-type': ({ checks }) =>
    `Can't process top level check '${checks[0]?.path.replace('checks.', '') ?? ''}': Missing or invalid check type, must be 'http' or 'tcp'`,
  'fly-toml/restart-policy': ({ raw }) => `invalid restart policy: ${String(raw.restart?.[0]?.policy ?? '')}`,
  'fly-toml/mount-twice': ({ groups }) =>
    `group '${groups[0] ?? 'app'}' has more than one [[mounts]] section defined`,
  'fly-toml/mount-size': ({ mounts }) =>
    `mount '${mounts[0]?.source ?? ''}' has an initial_size '${mounts[0]?.initialSizeGb ?? 0}' value which is smaller than 1GB`,
  'fly-toml/command': ({ groups }) =>
    `Could not parse command for '${groups[0] ?? 'app'}' process group; check [processes] section: EOF found when expecting closing quote`,
};

/** Returns why flyctl refuses a file, in its words, or undefined where it takes it. */
export function refusalOf(config: FlyConfig, findings: readonly Finding[]): string | undefined {
  for (const { code, severity } of findings) {
    const say = words[code];
    if (say !== undefined && severity === 'error') return say(config);
  }
  return undefined;
}
