/** The platform's regions, from the facts on fly.toml. */
const regions = [
  'ams',
  'arn',
  'bom',
  'cdg',
  'dfw',
  'ewr',
  'fra',
  'gru',
  'iad',
  'jnb',
  'lax',
  'lhr',
  'nrt',
  'ord',
  'sin',
  'sjc',
  'syd',
  'yyz',
];

/** What flyctl says where a region has to be told and nobody can be asked. */
export const regionMissing = 'region code must be specified when not running interactively';

/** Whether the platform has a region of that code. */
export function isRegion(code: string): boolean {
  return regions.includes(code);
}
