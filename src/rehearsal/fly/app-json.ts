import { statusOf } from '../model/apps.ts';
import type { App, Org, State } from '../model/state.ts';

/** Returns the organisation of a slug as the API tells it. */
export function orgBy(state: State, slug: string): Org {
  return state.orgs.find((org) => org.slug === slug) ?? { id: slug, slug, name: slug, type: 'SHARED' };
}

/** Returns an app's hostname. */
export function hostname(app: App): string {
  return `${app.name}.fly.dev`;
}

/** What the API tells of an app (fly-go's AppCompact; its fields have no JSON names of their own, so Go's stand). */
export function compact(app: App, org: Org): Record<string, unknown> {
  return {
    ID: app.id,
    Name: app.name,
    Status: statusOf(app),
    Deployed: app.deployed !== undefined,
    Hostname: hostname(app),
    AppURL: app.deployed === undefined ? '' : `https://${hostname(app)}`,
    Version: app.releases.at(-1)?.version ?? 0,
    Organization: organization(org),
    PlatformVersion: 'machines',
  };
}

/** Returns an organisation as the API tells it. */
export function organization(org: Org): Record<string, unknown> {
  return {
    ID: org.id,
    InternalNumericID: '1',
    Name: org.name,
    Slug: org.slug,
    RawSlug: org.slug,
    PaidPlan: false,
  };
}

/** Returns an app as `fly apps list` tells it. */
export function listed(app: App, org: Org): Record<string, unknown> {
  const release = app.releases.at(-1);
  return {
    ...compact(app, org),
    CurrentRelease:
      release === undefined
        ? null
        : { Status: release.status, Version: release.version, CreatedAt: release.createdAt },
  };
}
