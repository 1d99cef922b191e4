import { parseToml } from '../../../src/formats/fly-toml/toml/parse.ts';
import { plainOf } from '../../../src/formats/fly-toml/toml/plain.ts';

/** Returns a TOML text's values as plain data, without any knowledge of fly.toml. */
export function plain(text: string): unknown {
  return plainOf(parseToml(text).root);
}
