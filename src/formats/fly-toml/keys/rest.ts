import { texts } from '../forms/list.ts';
import { choice, flag, port, text, whole } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';

/** `[[files]]` */
export const file = table('A file that is written into each Machine before it starts.', {
  guest_path: text('Where it stands in the Machine.', { examples: ['/etc/app/config.yml'] }),
  local_path: text('Its content: a file on the machine that deploys.'),
  secret_name: text('Its content: a secret, whose value is in Base64.'),
  raw_value: text('Its content, as it is.'),
  processes: texts('The process groups that get it.'),
});

/** `[[restart]]` */
export const restart = table('What happens when a Machine exits.', {
  policy: choice('When it is started again.', ['always', 'never', 'on-failure'], { default: 'on-failure' }),
  retries: whole('How often, under `on-failure`.', { minimum: 0 }),
  processes: texts('The process groups that this is for.'),
});

/** `[[statics]]` */
export const statics = table("Files of the image that Fly's proxy serves itself.", {
  guest_path: text('Their folder in the image.', { examples: ['/app/public'] }),
  url_prefix: text('The path that they are served under.', { examples: ['/static/'] }),
  tigris_bucket: text('The Tigris bucket that they are served from.'),
  index_document: text('The file that answers for a folder.', { examples: ['index.html'] }),
});

/** `[metrics]` */
export const metrics = table('Where the app offers metrics for Prometheus.', {
  port: port('The port.', { examples: [9091] }),
  path: text('The path.', { examples: ['/metrics'] }),
  https: flag('Whether HTTPS is spoken there.'),
  processes: texts('The process groups that offer them.'),
});
