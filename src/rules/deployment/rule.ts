import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RuleInfo } from '../rule.ts';
import type { Deployment } from './facts.ts';

/**
 * Something that has to hold between the snippets of a deployment.
 *
 * `check` gets what one page says, and, where the page belongs to a guide, what all pages of its language say.
 */
export interface DeploymentRule {
  info: RuleInfo;
  check: (page: Deployment, guide: Deployment) => Diagnostic[];
}
