import { FlyFailure } from '../failure.ts';
import { appName, type Context, readConfigFile } from './context.ts';
import { type Deployment, readDeployment } from './toml.ts';

/** `fly config validate` (internal/command/config/validate.go) */
export function validate(context: Context): void {
  appName(context);
  const file = readConfigFile(context);
  if (file === undefined) throw new FlyFailure('App config file not found');
  checked(context, file);
  context.print('\n');
}

/**
 * Returns a deployment from a file, saying that it is valid or why not.
 *
 * @throws FlyFailure where flyctl would not deploy it
 */
export function checked(context: Context, file: { path: string; text: string }): Deployment {
  const { deployment, refusal } = readDeployment(file.path, file.text);
  context.print(`Validating ${file.path}\n`);
  if (deployment === undefined) {
    context.print(`\n   ✘${refusal ?? ''}\n`);
    throw new FlyFailure('App configuration is not valid');
  }
  context.print('✓ Configuration is valid\n');
  return deployment;
}
