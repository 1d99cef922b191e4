/**
 * Runs in a process of its own and asks a release, by the very function behind `openclaw security audit`, what it finds in
 * configurations: a process for each would take a quarter of a minute. Its argument is the package's folder; it reads configurations
 * from standard input, a line of JSON each, and writes what it finds a line: `[severity, id]` pairs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

interface Finding {
  severity: string;
  checkId: string;
}
type Audit = (options: object) => Promise<{ findings: Finding[] }>;

const dist = join(process.argv[2] ?? '', 'dist');
const file = readdirSync(dist)
  .filter((name) => /^audit-.*\.mjs$/.test(name))
  .find((name) => readFileSync(join(dist, name), 'utf8').includes('runSecurityAuditCore as t'));
if (file === undefined) throw new Error('This release has no security audit where it was looked for.');
const { t: audit }: { t: Audit } = await import(pathToFileURL(join(dist, file)).href);
for await (const line of createInterface({ input: process.stdin })) {
  const config: unknown = JSON.parse(line);
  const env = { OPENCLAW_GATEWAY_TOKEN: 'a-token-for-tests-of-32-characters' };
  const options = { includeFilesystem: false, includeChannelSecurity: false, plugins: [] };
  const { findings } = await audit({ config, sourceConfig: config, env, ...options });
  process.stdout.write(`${JSON.stringify(findings.map(({ severity, checkId }) => [severity, checkId]))}\n`);
}
process.exit(0);
