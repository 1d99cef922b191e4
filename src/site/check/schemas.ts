import { jsonSchema } from '../../formats/fly-toml/schema.ts';
import { config } from '../../formats/openclaw-config/data/eager.ts';

/** Returns the schemas of the files that the page checks, by name, their makers' own where they publish one. */
export function fileSchemas(): [name: string, schema: unknown][] {
  return [
    ['fly-toml', jsonSchema()],
    ...Object.entries(config).map(([version, schema]): [string, unknown] => [`openclaw-${version}`, schema]),
  ];
}
