import { statSync } from 'node:fs';
import { checkOpenclawConfig } from '../../formats/openclaw-config/check.ts';
import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { findConfig, stateFolder } from './config.ts';
import { environment } from './environment.ts';
import { installedPlugins } from './plugins.ts';

interface Finding {
  id: string;
  title: string;
}

/**
 * `openclaw security audit`. Its summary, its headings and the ids of what it finds were seen; of the rest, only titles are told. What
 * is critical in the file is what our own check finds there, which a test holds to the real audit.
 */
export function securityCommand(run: Run, sub: string): number {
  if (sub !== 'audit') throw new Uncovered(`openclaw security ${sub}`.trim());
  const env = environment(run);
  const { files, out } = run.session;
  const found = findConfig(files, env);
  const modeOf = (path: string) => statSync(files.host(path)).mode & 0o777;
  const critical: Finding[] = [
    ...(found !== undefined && modeOf(found.path) & 0o004
      ? [{ id: 'fs.config.perms_world_readable', title: 'Config file is world-readable' }]
      : []),
    ...(found === undefined
      ? []
      : checkOpenclawConfig(found.text, { version: run.session.machine.version, syntax: 'json5' })
          .filter(({ code }) => code === 'openclaw/exposed')
          .map(({ start, end }) => ({
            id: 'config',
            title: `Exposed by ${found.text.slice(start, end)}`,
          }))),
  ];
  const warnings: Finding[] = [
    ...(/"groupPolicy"\s*:\s*"allowlist"/.test(found?.text ?? '')
      ? [
          {
            id: 'security.trust_model.multi_user_heuristic',
            title: 'Potential multi-user setup detected (personal-assistant model warning)',
          },
        ]
      : []),
    ...(installedPlugins(files, env).length > 0
      ? [
          {
            id: 'plugins.installs_unpinned_npm_specs',
            title: 'Plugin index includes unpinned npm specs',
          },
        ]
      : []),
    ...(modeOf(stateFolder(env)) & 0o055
      ? [{ id: 'fs.state_dir.perms_readable', title: 'State dir is readable by others' }]
      : []),
  ];
  const listed = (heading: string, findings: Finding[]) =>
    findings.length === 0
      ? ''
      : `\n${heading}\n${findings.map(({ id, title }) => `${id} ${title}\n`).join('')}`;
  out(
    `OpenClaw security audit\nSummary: ${critical.length} critical · ${warnings.length} warn · 1 info\nRun deeper: openclaw security audit --deep\n${listed('CRITICAL', critical)}${listed('WARN', warnings)}${listed('INFO', [{ id: 'summary.attack_surface', title: 'Attack surface summary' }])}`,
  );
  return 0;
}
