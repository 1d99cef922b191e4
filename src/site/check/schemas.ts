import { config } from '../../formats/openclaw-config/data/eager.ts';

/** Returns the schemas of the files that the page checks, by name, where their makers publish one. */
export function fileSchemas(): [name: string, schema: unknown][] {
  return Object.entries(config).map(([version, schema]) => [`openclaw-${version}`, schema]);
}
