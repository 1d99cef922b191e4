import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Guide } from '../../guide/guide.ts';
import type { Memory } from '../../guide/memory.ts';
import type { Page } from '../../guide/page.ts';
import type { Targets } from '../../guide/targets.ts';
import type { Rule } from '../rule.ts';
import { app } from './app.ts';
import { bind } from './bind.ts';
import { joined, readDeployment } from './facts.ts';
import { memory } from './memory.ts';
import { origin } from './origin.ts';
import { port } from './port.ts';
import { proxies } from './proxies.ts';
import type { DeploymentRule } from './rule.ts';
import { secrets } from './secrets.ts';
import { state } from './state.ts';
import { volume } from './volume.ts';

/** What has to hold between the snippets of a deployment. */
export const deploymentRules: DeploymentRule[] = [
  app,
  bind,
  memory,
  origin,
  port,
  proxies,
  secrets,
  state,
  volume,
];

/** The snippets of the guide agree with each other: within a page, and with the rest of the pages in the same language. */
export const deployment: Rule = {
  rules: deploymentRules.map(({ info }) => info),
  check: (guide: Guide, memory: Memory) =>
    guide.languages.flatMap((language) => {
      const pages = guide.pages
        .filter((page) => page.language === language)
        .map((page) => readDeployment(page, { targets: guide.targets, foreign: false, memory }));
      const whole = joined(pages);
      return pages.flatMap((page) => deploymentRules.flatMap(({ check }) => check(page, whole)));
    }),
};

/** Returns what does not agree within one page that belongs to no guide. */
export function checkDeployment(page: Pick<Page, 'fences'>, targets: Targets): Diagnostic[] {
  const alone = readDeployment(page, { targets, foreign: true });
  return deploymentRules.flatMap(({ check }) => check(alone, alone));
}

/** Returns what does not agree between files that belong to one deployment, whose names say what they are. */
export function checkTogether(
  files: readonly { name: string; text: string }[],
  targets: Targets,
): Diagnostic[] {
  const fences = files.map(({ name, text }) => ({
    file: name,
    lang: name.split('.').at(-1)?.toLowerCase() ?? '',
    meta: '',
    annotations: { file: name },
    annotationSpans: {},
    start: 0,
    end: text.length,
    line: 1,
    text,
    lines: [{ snippet: 0, file: 0 }],
  }));
  return checkDeployment({ fences }, targets);
}
