import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Returns what axe finds against a page as it stands: by which rule, and where first. */
export async function barriers(page: Page, rules: string[] = []): Promise<string[]> {
  // What passes is not asked for, and no page has a frame: gathering from those takes a second page, and as long again.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length === 0 ? axe : axe.withRules(rules)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}
