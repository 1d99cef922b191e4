import { findApp } from '../model/apps.ts';
import { secretStatus } from '../model/secrets.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { json, table } from './print.ts';

/** `fly secrets list` */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const secrets = app.secrets.map((secret) => ({
    name: secret.name,
    digest: secret.digest,
    status: secretStatus(app, secret),
  }));
  if (isOn(context.call, 'json')) {
    context.print(json(secrets));
    return;
  }
  const mark = { Staged: '* ', Partial: '! ', Deployed: '' };
  const rows = secrets.map(({ name, digest, status }) => [`${mark[status]}${name}`, digest, status]);
  context.print(table(rows, ['Name', 'Digest', 'Status']));
  const staged = secrets.filter(({ status }) => status === 'Staged').length;
  if (staged > 0) {
    context.print(
      `There ${staged === 1 ? 'is' : 'are'} ${staged} ${staged === 1 ? 'secret' : 'secrets'} not deployed. Deploy with \`fly secrets deploy\` to make them available.\n`,
    );
  }
}
