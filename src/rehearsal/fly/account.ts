import { arch, platform } from 'node:os';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import { json, table } from './print.ts';

/** The release of flyctl that is rehearsed: the one that the guide is true for. */
export const flyctlVersion = '0.4.87';

/**
 * `fly auth login` (internal/command/auth/login.go): the browser that it would open is the model's own, and somebody signs in there
 * at once.
 */
export function login(context: Context): void {
  const { user, seed } = context.world.store.change((state) => {
    delete state.loggedOut;
    return state;
  });
  context.warn(`Opening https://fly.io/app/auth/cli/rehearsal-${seed} ...\n\nWaiting for session... Done\n`);
  context.print(`successfully logged in as ${user}\n`);
}

/** `fly auth logout` (internal/command/auth/logout.go) */
export function logout(context: Context): void {
  const wasIn = context.world.store.change((state) => {
    const signedIn = state.loggedOut === undefined;
    state.loggedOut = true;
    return signedIn;
  });
  context.print(wasIn ? 'successfully logged out\n' : 'no local access token found\n');
}

/** `fly auth whoami` */
export function whoami(context: Context): void {
  const { user } = context.world.store.read();
  context.print(isOn(context.call, 'json') ? json({ email: user }) : `${user}\n`);
}

/** `fly version` (internal/buildinfo) */
export function version(context: Context): void {
  const os = platform();
  const cpu = arch() === 'x64' ? 'amd64' : arch();
  const built = '2026-08-21T14:11:32Z';
  context.print(
    isOn(context.call, 'json')
      ? `${JSON.stringify({ Name: 'fly', Version: flyctlVersion, Commit: 'ad0172face303b77584eea95b46fa3ddc61d5ddd', BranchName: 'master', BuildDate: built, OS: os, Architecture: cpu, Environment: 'production' })}\n`
      : `fly v${flyctlVersion} ${os}/${cpu} Commit: ad0172face303b77584eea95b46fa3ddc61d5ddd BuildDate: ${built}\n`,
  );
}

/** `fly orgs list` */
export function orgs(context: Context): void {
  const all = context.world.store.read().orgs;
  if (context.asJson(() => Object.fromEntries(all.map((org) => [org.slug, org.name])))) return;
  context.print(
    table(
      all.map((org) => [org.name, org.slug, org.type]),
      ['Name', 'Slug', 'Type'],
    ),
  );
}
