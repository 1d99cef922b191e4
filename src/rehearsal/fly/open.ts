import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { visit } from '../model/visit.ts';
import { appName, type Context } from './context.ts';

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
