import type { InitOptions, Resource } from 'i18next';

/**
 * As much of i18next as `--help` takes: sentences with values in them, without plurals. To load the whole of it takes longer than all
 * else that `--help` does. The bundle puts it in i18next's place, and refuses sentences that want more.
 */
export function createInstance({ resources = {} }: InitOptions) {
  return {
    init: () => undefined,
    getFixedT: (language: string) => (key: string, values: Record<string, unknown>) =>
      sentence(resources, language, key).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => String(values[name])),
  };
}

function sentence(resources: Resource, language: string, key: string): string {
  const text = Object(resources[language]?.translation)[key];
  if (typeof text !== 'string') throw new Error(key);
  return text;
}
