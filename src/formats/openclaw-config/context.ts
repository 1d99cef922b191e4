import type { JsonNode } from './json-node.ts';
import type { Schema } from './schema.ts';
import type { SchemaSet } from './versions.ts';

/** A configuration that was read, and what it is checked against. */
export interface Context {
  schemas: SchemaSet;
  /** The target version's. */
  schema: Schema;
  text: string;
  root: JsonNode;
  version: string;
  fragment: boolean;
}
