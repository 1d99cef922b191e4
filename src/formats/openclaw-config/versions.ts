import type { Finding } from '../../diagnostics/diagnostic.ts';
import { config, voiceCall } from './data/lazy.ts';
import type { Schema } from './schema.ts';

/** The schemas by OpenClaw's version, oldest first: of the whole configuration, and of the voice-call plugin's part of it. */
export interface SchemaSet {
  config: ReadonlyMap<string, Schema>;
  voiceCall: ReadonlyMap<string, Schema>;
}

/** The versions of OpenClaw whose schema is known, oldest first. */
export const openclawVersions: readonly string[] = Object.keys(config);

/** Loads the schemas of these versions, and no others: each is a file of its own. */
export async function loadSchemas(versions: readonly string[] = openclawVersions): Promise<SchemaSet> {
  return {
    config: await loadAll(config, versions),
    voiceCall: await loadAll(voiceCall, Object.keys(voiceCall)),
  };
}

async function loadAll(
  loaders: Record<string, () => Promise<{ default: unknown }>>,
  versions: readonly string[],
): Promise<Map<string, Schema>> {
  const wanted = Object.entries(loaders).filter(([version]) => versions.includes(version));
  return new Map(
    await Promise.all(
      wanted.map(async ([version, load]) => [version, (await load()).default as Schema] as const),
    ),
  );
}

/** Returns the schema of a version, or what to say where it is not known. */
export function schemaFor(
  schemas: SchemaSet,
  version: string,
): { schema: Schema; finding?: undefined } | { schema?: undefined; finding: Finding } {
  const schema = schemas.config.get(version);
  if (schema !== undefined) return { schema };
  const known = openclawVersions.map((each) => `\`${each}\``).join(', ');
  return {
    finding: {
      code: 'openclaw/version',
      severity: 'error',
      start: 0,
      end: 0,
      message: { key: 'rules.openclaw/version', values: { version, known } },
    },
  };
}

/** Returns a negative number where the first version is older than the second, a positive one where it is newer. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
