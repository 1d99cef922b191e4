import { FlyFailure } from '../failure.ts';
import { removeFiles } from '../machine/files.ts';
import { createApp, findApp, statusOf } from '../model/apps.ts';
import { destroy } from '../model/machines.ts';
import type { App, Org, State } from '../model/state.ts';
import { visit } from '../model/visit.ts';
import { isOn, text } from './call.ts';
import { appName, type Context, isInteractive } from './context.ts';
import { ago, table } from './print.ts';

/** `fly apps create [NAME]` (internal/command/apps/create.go) */
export function create(context: Context): void {
  const { call } = context;
  const named = text(call, 'name');
  const [given] = call.args;
  if (given !== undefined && named !== undefined && given !== named) {
    throw new FlyFailure(`two app names specified ${given} and ${named}, only one may be specified`);
  }
  const name = given ?? named;
  if (name === undefined && !isOn(call, 'generate-name')) {
    throw new FlyFailure('name argument or flag must be specified when not running interactively');
  }
  const { app, org } = context.change(({ state }) => {
    const org = orgOf(context, state);
    return { org, app: createApp(state, name ?? `quiet-lake-${1000 + state.drawn}`, org.slug) };
  });
  if (context.asJson(() => ({ ...compact(app, org), Release: null }))) return;
  context.print(`New app created: ${app.name}\n`);
}

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

/** `fly apps list` */
export function list(context: Context): void {
  const state = context.world.store.read();
  const slug = text(context.call, 'org');
  const apps = state.apps.filter((app) => slug === undefined || app.org === slug);
  if (context.asJson(() => apps.map((app) => listed(app, orgBy(state, app.org))))) return;
  if (apps.length === 0) {
    if (!isOn(context.call, 'quiet')) context.print('No apps found\n');
    return;
  }
  if (isOn(context.call, 'quiet')) {
    context.print(table(apps.map((app) => [app.name])));
    return;
  }
  const rows = apps.map((app) => {
    const release = app.releases.at(-1);
    return [app.name, app.org, statusOf(app), release === undefined ? '' : ago(release.createdAt)];
  });
  context.print(table(rows, ['Name', 'Owner', 'Status', 'Latest Deploy']));
}

/** `fly apps destroy NAME…` */
export function remove(context: Context): void {
  const names = context.call.args.length > 0 ? context.call.args : [appName(context)];
  for (const name of names) {
    if (!isOn(context.call, 'yes')) {
      context.warn('Destroying an app is not reversible.\n');
      if (!isInteractive(context))
        throw new FlyFailure('yes flag must be specified when not running interactively');
      throw new FlyFailure('yes flag must be specified when not running interactively');
    }
    context.change((hands) => {
      const app = findApp(hands.state, name);
      for (const machine of [...app.machines]) destroy(hands, app, machine);
      for (const volume of app.volumes) removeFiles(hands.dir, volume.id, 'volumes');
      hands.state.apps = hands.state.apps.filter((one) => one !== app);
    });
    context.print(`Destroyed app ${name}\n`);
  }
}

/** `fly apps open [PATH]`: in a rehearsal the browser that opens is the model's own. */
export function open(context: Context): void {
  const name = appName(context);
  const [path = '/'] = context.call.args;
  context.change((hands) => {
    const app = findApp(hands.state, name);
    if (app.deployed !== undefined && app.deployed.services.length === 0) {
      throw new FlyFailure("The app doesn't expose a public http service");
    }
    visit(hands, app);
  });
  context.print(`opening https://${name}.fly.dev${path.startsWith('/') ? path : `/${path}`} ...\n`);
}

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

function listed(app: App, org: Org): Record<string, unknown> {
  const release = app.releases.at(-1);
  return {
    ...compact(app, org),
    CurrentRelease:
      release === undefined
        ? null
        : { Status: release.status, Version: release.version, CreatedAt: release.createdAt },
  };
}
