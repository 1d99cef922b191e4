import { pause } from '../io.ts';
import { findApp } from '../model/apps.ts';
import type { LogLine } from '../model/state.ts';
import { refresh } from '../model/traffic.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';
import { json, seconds } from './print.ts';

/** How many lines one page of the log has, and how far it reaches back, in milliseconds (Fly.io's documentation). */
const page = 100;
const reach = 24 * 60 * 60_000;

/**
 * `fly logs`: the newest page of the log and, unless `--no-tail` is given, what comes until it is interrupted. With `--no-tail` it ends
 * once it has shown a line: where the page has none, it waits for one, without end (flyctl's logs/polling.go).
 */
export async function logs(context: Context): Promise<void> {
  const name = appName(context);
  const machine = text(context.call, 'machine') ?? text(context.call, 'instance');
  const region = text(context.call, 'region');
  const isWanted = (line: LogLine) =>
    (machine === undefined || line.instance === machine) && (region === undefined || line.region === region);
  let shown = 0;
  // Lines are told apart by how many came before them: those that are no longer kept count as well.
  const show = (from: number, since: number): number => {
    listen(context, name);
    const { logs: all, logsGone } = findApp(context.world.store.read(), name);
    for (const line of all.slice(Math.max(0, from - logsGone))) {
      if (!isWanted(line) || Date.parse(line.time) < since) continue;
      context.print(isOn(context.call, 'json') ? json(entry(line)) : format(line));
      shown += 1;
    }
    return logsGone + all.length;
  };
  const app = findApp(context.world.store.read(), name);
  let seen = show(app.logsGone + app.logs.length - page, Date.now() - reach);
  while (!isOn(context.call, 'no-tail') || shown === 0) {
    await pause(300);
    seen = show(seen, 0);
  }
}

/** Takes what real gateways have logged since into the app's log. */
function listen(context: Context, name: string): void {
  if (context.world.store.read().real === undefined) return;
  context.change((hands) => {
    const app = findApp(hands.state, name);
    for (const machine of app.machines) refresh(hands, app, machine);
  });
}

/** Returns a line as internal/render/logs.go prints it: nothing stands between the level and the message. */
function format(line: LogLine): string {
  return `${seconds(line.time)} ${line.provider}[${line.instance}] ${line.region} [${line.level}]${line.message}\n`;
}

function entry(line: LogLine): Record<string, unknown> {
  return {
    level: line.level,
    instance: line.instance,
    message: line.message,
    region: line.region,
    timestamp: line.time,
    meta: {
      instance: line.instance,
      region: line.region,
      event: { provider: line.provider },
      http: { request: { id: '', method: '', version: '' }, response: { status_code: 0 } },
      error: { code: 0, message: '' },
      url: { full: '' },
    },
  };
}
