import { found, type Rule, type Search, spanOf } from '../rule.ts';

export const fileIncomplete: Rule = {
  code: 'fly-toml/file',
  severity: 'warning',
  summary: 'summary.fly-toml/file',
  explain: 'explain.fly-toml/file',
  examples: [
    {
      wrong: '[[files]]\nguest_path = "/etc/app.yml"\n',
      right: '[[files]]\nguest_path = "/etc/app.yml"\nlocal_path = "app.yml"\n',
    },
    {
      wrong: '[[files]]\nlocal_path = "app.yml"\n',
      right: '[[files]]\nguest_path = "/etc/app.yml"\nsecret_name = "APP_YML"\n',
    },
    {
      wrong: '[[files]]\nguest_path = "/etc/app.yml"\nlocal_path = "app.yml"\nraw_value = "a: 1"\n',
      right: '[[files]]\nguest_path = "/etc/app.yml"\nraw_value = "a: 1"\n',
    },
  ],
};

export const staticIncomplete: Rule = {
  code: 'fly-toml/static',
  severity: 'warning',
  summary: 'summary.fly-toml/static',
  explain: 'explain.fly-toml/static',
  examples: [
    {
      wrong: '[[statics]]\nguest_path = "/app/public"\n',
      right: '[[statics]]\nguest_path = "/app/public"\nurl_prefix = "/static/"\n',
    },
  ],
};

export const restartPolicy: Rule = {
  code: 'fly-toml/restart-policy',
  severity: 'error',
  summary: 'summary.fly-toml/restart-policy',
  explain: 'explain.fly-toml/restart-policy',
  examples: [
    { wrong: '[[restart]]\nretries = 3\n', right: '[[restart]]\npolicy = "on-failure"\nretries = 3\n' },
  ],
};

export const restRules: Rule[] = [fileIncomplete, staticIncomplete, restartPolicy];

/** How many `[[statics]]` Fly's documentation allows. */
const mostStatics = 10;

/** Looks at files, static files and restart policies for what is missing. */
export const searchRest: Search = function* (file) {
  const { files = [], statics = [], restart = [] } = file.config;
  for (const [index, one] of files.entries()) {
    const path = `files[${index}]`;
    const sources = ['local_path', 'secret_name', 'raw_value'];
    const [first, second] = sources.filter((name) => file.placeOf(`${path}.${name}`));
    if (!one.guest_path && !file.isWritten(`${path}.guest_path`)) {
      yield found(fileIncomplete, spanOf(file, path), { key: 'rules.fly-toml/file.path' });
    } else if (!sources.some((name) => file.isWritten(`${path}.${name}`))) {
      yield found(fileIncomplete, spanOf(file, path), { key: 'rules.fly-toml/file.empty' });
    } else if (first && second) {
      yield found(fileIncomplete, spanOf(file, `${path}.${second}`), {
        key: 'rules.fly-toml/file.twice',
        values: { first, second },
      });
    }
  }
  for (const index of statics.keys()) {
    const path = `statics[${index}]`;
    const name = ['guest_path', 'url_prefix'].find((needed) => !file.isWritten(`${path}.${needed}`));
    if (name)
      yield found(staticIncomplete, spanOf(file, path), { key: 'rules.fly-toml/static', values: { name } });
  }
  if (statics.length > mostStatics) {
    yield found(staticIncomplete, spanOf(file, `statics[${mostStatics}]`), {
      key: 'rules.fly-toml/static.many',
      values: { most: mostStatics },
    });
  }
  for (const [index, { policy }] of restart.entries()) {
    const path = `restart[${index}]`;
    if (policy === undefined && !file.isWritten(`${path}.policy`)) {
      yield found(restartPolicy, spanOf(file, path), { key: 'rules.fly-toml/restart-policy' });
    }
  }
};
