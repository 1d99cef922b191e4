import { loadSchemas } from '../../formats/openclaw-config/versions.ts';

/** Returns the schemas of the files that the page checks, by name, where their makers publish one. */
export async function fileSchemas(): Promise<[name: string, schema: unknown][]> {
  const { config } = await loadSchemas();
  return [...config].map(([version, schema]) => [`openclaw-${version}`, schema]);
}
