import { FlyFailure } from '../failure.ts';
import { appName, type Context, readConfigFile } from './context.ts';
import { readDeployment } from './toml.ts';

/** `fly config validate` (internal/command/config/validate.go) */
export function validate(context: Context): void {
  appName(context);
  const file = readConfigFile(context);
  if (file === undefined) throw new FlyFailure('App config file not found');
  readDeployment(file.text);
  context.print(`Validating ${file.path}\n✓ Configuration is valid\n\n`);
}
