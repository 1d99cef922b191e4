import { FlyFailure } from '../failure.ts';
import { createApp, statusOf } from '../model/apps.ts';
import { compact, listed, orgBy } from './app-json.ts';
import { ask } from './ask.ts';
import { isOn, text } from './call.ts';
import type { Context } from './context.ts';
import { orgOf } from './org.ts';
import { ago, table } from './print.ts';

const nameMissing = 'name argument or flag must be specified when not running interactively';

/** `fly apps create [NAME]` (internal/command/apps/create.go) */
export async function create(context: Context): Promise<void> {
  const { call } = context;
  const named = text(call, 'name');
  const [given] = call.args;
  if (given !== undefined && named !== undefined && given !== named) {
    throw new FlyFailure(`two app names specified ${given} and ${named}, only one may be specified`);
  }
  const told = given ?? named;
  const wished =
    told ??
    (isOn(call, 'generate-name')
      ? ''
      : await ask(context, 'Choose an app name (leave blank to generate one):', nameMissing));
  const name = wished || undefined;
  const { app, org } = context.change(({ state }) => {
    const org = orgOf(context, state);
    return { org, app: createApp(state, name ?? `quiet-lake-${1000 + state.drawn}`, org.slug) };
  });
  if (context.asJson(() => ({ ...compact(app, org), Release: null }))) return;
  context.print(`New app created: ${app.name}\n`);
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
