import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { readDeployment } from '../../../src/rehearsal/fly/toml.ts';
import { splitWords } from '../../../src/rehearsal/gateway/command.ts';
import { fetchingEnvironment } from '../../../src/rehearsal/real/environment.ts';
import { type Ran, type RealGateway, startGateway } from '../../../src/rehearsal/real/gateway.ts';
import { inTurn } from '../../support/once.ts';

/** What the platform would add to the machine's environment: the secrets, made up. */
export const secrets = {
  OPENCLAW_GATEWAY_TOKEN: 'a-token-for-tests',
  ANTHROPIC_API_KEY: 'a-key-for-tests',
  DISCORD_BOT_TOKEN: 'a-bot-for-tests',
};

/** The guide's own process command and environment, read as flyctl reads them. */
export function deploymentIn(flyToml: string): {
  command: string[];
  env: Record<string, string>;
  state: string;
} {
  const { deployment, refusal } = readDeployment('fly.toml', flyToml);
  if (deployment === undefined) throw new Error(refusal);
  const { OPENCLAW_STATE_DIR: state = '', ...env } = deployment.env;
  return { command: splitWords(deployment.processes.app ?? ''), env, state };
}

/** Makes a folder that stands for a machine: an empty state folder in it stands for the volume. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  readonly state = join(this.folder, 'state');
  #running: RealGateway[] = [];

  constructor(config?: unknown) {
    mkdirSync(this.state);
    if (config !== undefined) this.writeConfig(typeof config === 'string' ? config : JSON.stringify(config));
  }

  writeConfig(text: string): void {
    writeFileSync(join(this.state, 'openclaw.json'), text);
  }

  /**
   * Starts the real gateway as the machine would, and returns once it is ready or has ended. A start takes a processor for itself and
   * has times of its own in which parts of it must be done: starts go one after another.
   */
  start(command: readonly string[], env: Record<string, string>): Promise<RealGateway> {
    return inTurn(inject('starts'), async () => {
      const folder = mkdtempSync(join(this.folder, 'run-'));
      const gateway = await startGateway({
        release: inject('release'),
        command,
        env,
        folder,
        state: this.state,
      });
      this.#running.push(gateway);
      await gateway.ready();
      return gateway;
    });
  }

  /**
   * Runs a snippet that a page gives on the machine, on the real program: /app is the release, /data the state folder, and whoever
   * runs it is the gateway's user. With a gateway, in its network and environment; without, in this one's, with the registry.
   */
  async run(snippet: string, gateway?: RealGateway): Promise<Ran> {
    const script = snippet
      .replaceAll('runuser -u node -- ', '')
      .replaceAll('/app/', `${inject('release').folder}/`)
      .replaceAll('/data', this.state)
      .replaceAll('OPENCLAW_GATEWAY_PORT=3000', `OPENCLAW_GATEWAY_PORT=${gateway?.port ?? 3000}`);
    const words = ['bash', '-eo', 'pipefail', '-c', script];
    if (gateway !== undefined) return gateway.run(words);
    const [program = '', ...args] = words;
    return new Promise((resolve) =>
      execFile(
        program,
        args,
        { cwd: this.folder, env: fetchingEnvironment(this.folder) },
        (error, out, err) => resolve({ status: error === null ? 0 : Number(error.code ?? 1), out, err }),
      ),
    );
  }

  /** Ends all that runs. */
  async stop(): Promise<void> {
    await Promise.all(this.#running.map((gateway) => gateway.stop()));
    this.#running = [];
  }

  /** Ends all that runs, and removes everything. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
