import { textMap, texts } from '../forms/list.ts';
import { flag, text } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';

/** `[experimental]` */
export const experimental = table('Settings that may change without notice.', {
  cmd: texts("Replaces the image's command.", { single: true }),
  entrypoint: texts("Replaces the image's entrypoint.", { single: true }),
  exec: texts("Replaces the image's entrypoint and command.", { single: true }),
  auto_rollback: flag('Whether a failed deploy goes back to the version before.'),
  enable_consul: flag('Whether the app gets access to a Consul cluster.'),
  enable_etcd: flag('Whether the app gets access to an etcd cluster.'),
  lazy_load_images: flag('Whether Machines start before their image is there in full.'),
  attached: table('What attached services give the app.', {
    secrets: table('Their secrets.', { export: textMap('Under which names their secrets are given.') }),
  }),
  machine_config: text("The Machine's own configuration, as JSON or the path of a file with it."),
});
