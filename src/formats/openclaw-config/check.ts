import type { Finding } from '../../diagnostics/diagnostic.ts';
import { type CheckOptions, checkWith } from './check-with.ts';
import { config, voiceCall } from './data/eager.ts';
import type { Schema } from './schema.ts';
import type { SchemaSet } from './versions.ts';

const configs = new Map(Object.entries(config as Record<string, unknown> as Record<string, Schema>));

/** Every schema there is, at once: for where it is no matter that they are large. A browser takes `loadSchemas`. */
export const allSchemas: SchemaSet = {
  config: configs,
  voiceCall: new Map(Object.entries(voiceCall as Record<string, unknown> as Record<string, Schema>)),
};

/** Returns what is wrong with a configuration of OpenClaw, or with a part of one. Never throws, whatever the text. */
export function checkOpenclawConfig(text: string, options: CheckOptions): Finding[] {
  return checkWith(allSchemas, text, options);
}

/** Lets this process check against a version whose schema the project does not keep. */
export function teachVersion(version: string, schema: Schema): void {
  configs.set(version, schema);
}
