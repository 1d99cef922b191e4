import { FlyFailure } from '../failure.ts';
import type { Org, State } from '../model/state.ts';
import { text } from './call.ts';
import type { Context } from './context.ts';

/** Returns the organisation that `-o` names, or the only one (internal/prompt/prompt.go). */
export function orgOf(context: Context, state: State): Org {
  const slug = text(context.call, 'org') ?? context.io.env.FLY_ORG;
  if (slug !== undefined) {
    const org = state.orgs.find((one) => one.slug === slug);
    if (org === undefined) throw new FlyFailure(`organization ${slug} not found`);
    return org;
  }
  const [org, ...more] = state.orgs;
  if (org === undefined || more.length > 0) {
    throw new FlyFailure('org slug must be specified when not running interactively');
  }
  context.warn(`automatically selected ${org.type.toLowerCase()} organization: ${org.name}\n`);
  return org;
}
