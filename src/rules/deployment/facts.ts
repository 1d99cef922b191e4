import type { Diagnostic, Message, Related, Severity, Span } from '../../diagnostics/diagnostic.ts';
import { type FlyCommand, readFlyCommand } from '../../formats/fly-command/command.ts';
import { flagValue, isOn } from '../../formats/fly-command/invocation.ts';
import { type FlyConfig, type LoadedFlyToml, loadFlyToml } from '../../formats/fly-toml/load.ts';
import { type JsonText, parseJson } from '../../formats/openclaw-config/json.ts';
import { parseShell } from '../../formats/shell/parse.ts';
import type { ShellScript } from '../../formats/shell/script.ts';
import type { Fence } from '../../guide/fence.ts';
import { Memory } from '../../guide/memory.ts';
import type { Page } from '../../guide/page.ts';
import type { Targets } from '../../guide/targets.ts';
import { openclawOf, syntaxOf } from '../snippets/context.ts';
import { kindOf } from '../snippets/kind.ts';
import { located } from '../snippets/locate.ts';

/** A whole fly.toml of a page. */
export interface FlyFile {
  fence: Fence;
  config: FlyConfig;
  placeOf: LoadedFlyToml['placeOf'];
}

/** An openclaw.json of a page, or the part of one that is about the gateway. */
export interface ConfigFile {
  fence: Fence;
  /** Whether it is all of the file, so that what it does not say is nowhere. */
  isWhole: boolean;
  json: JsonText;
  /** OpenClaw's version that it is for. */
  version: string;
}

/** A `fly` command of a page. */
export interface PageCommand {
  fence: Fence;
  command: FlyCommand;
}

/** What a page says of one deployment, or the pages of one language of a guide. */
export interface Deployment {
  flyFiles: FlyFile[];
  configs: ConfigFile[];
  commands: PageCommand[];
  scripts: { fence: Fence; script: ShellScript }[];
  /** Whether the page belongs to no guide, so that it may be about more than one deployment, or about a part of one. */
  foreign: boolean;
  /** OpenClaw's version that it is about, where a snippet does not name its own. */
  version: string;
  /** Its pages, where it is a guide. */
  pages: Deployment[];
}

/** Returns what a page says of the deployment. Parts of files are left out: what they do not say may stand elsewhere. */
export function readDeployment(
  page: Pick<Page, 'fences'>,
  options: { targets: Targets; foreign: boolean; memory?: Memory },
): Deployment {
  const { foreign, targets, memory = new Memory() } = options;
  const deployment: Deployment = {
    flyFiles: [],
    configs: [],
    commands: [],
    scripts: [],
    foreign,
    version: targets.openclaw ?? '',
    pages: [],
  };
  for (const fence of page.fences) {
    const { text, annotations } = fence;
    if (annotations.ignore !== undefined) continue;
    const kind = kindOf(fence, foreign);
    if (kind === 'fly-toml') {
      const { config, placeOf } = memory.of(`loaded ${foreign}`, text, () => loadFlyToml(text, { foreign }));
      const isWhole = config?.app !== undefined || annotations.file !== undefined;
      if (config && isWhole) deployment.flyFiles.push({ fence, config, placeOf });
    } else if (kind === 'openclaw-config') {
      const syntax = syntaxOf(fence);
      const version = openclawOf(fence, targets);
      const json = memory.of(syntax, text, () => parseJson(text, syntax));
      const has = (pointer: string) => json.keyPlaceOf(pointer) !== undefined;
      const isWhole =
        annotations.file !== undefined || has('/gateway/mode') || (has('/gateway') && has('/agents'));
      if (isWhole || has('/gateway')) deployment.configs.push({ fence, json, version, isWhole });
    } else if (kind === 'shell') {
      const script = memory.of('script', text, () => parseShell(text));
      deployment.scripts.push({ fence, script });
      for (const shell of script.commands) {
        const command = readFlyCommand(shell);
        if (command) deployment.commands.push({ fence, command });
      }
    }
  }
  return deployment;
}

/** Joins what several pages say. */
export function joined(deployments: Deployment[]): Deployment {
  return {
    flyFiles: deployments.flatMap(({ flyFiles }) => flyFiles),
    configs: deployments.flatMap(({ configs }) => configs),
    commands: deployments.flatMap(({ commands }) => commands),
    scripts: deployments.flatMap(({ scripts }) => scripts),
    foreign: deployments.some(({ foreign }) => foreign),
    version: deployments[0]?.version ?? '',
    pages: deployments,
  };
}

/** Returns a function that works something out of what a deployment says, once for each. */
export function once<Result>(work: (deployment: Deployment) => Result): (deployment: Deployment) => Result {
  const done = new WeakMap<Deployment, { result: Result }>();
  return (deployment) => {
    const known = done.get(deployment);
    if (known) return known.result;
    const result = work(deployment);
    done.set(deployment, { result });
    return result;
  };
}

/** Returns the pages of a guide that show no fly.toml of their own: what they say is about those of the other pages. */
export const pagesWithoutFile = once(({ pages }) => pages.filter(({ flyFiles }) => flyFiles.length === 0));

/** Returns the fly.toml files that a page's snippets have to fit: its own, or the guide's where it shows none. */
export function filesFor(page: Deployment, guide: Deployment): FlyFile[] {
  return page.flyFiles.length > 0 ? page.flyFiles : guide.flyFiles;
}

/** Whether a command deploys the app. */
export function isDeploy({ command: { invocation } }: PageCommand): boolean {
  const { path } = invocation;
  return path === 'deploy' || (path === 'launch' && !isOn(invocation, 'no-deploy'));
}

/** Whether any command deploys the app. */
export const isDeployed = once(({ commands }) => commands.some(isDeploy));

/** Returns what a page's deployment can count on: the page alone where it deploys by itself, or else the guide. */
export function scopeOf(page: Deployment, guide: Deployment): Deployment {
  return isDeployed(page) && page.configs.length > 0 ? page : guide;
}

/** Returns the file of a service for the world, where all that a page's snippets have to fit are public. */
export function publicFile(page: Deployment, guide: Deployment): FlyFile | undefined {
  return page.flyFiles.length > 0
    ? page.flyFiles.find(({ config }) => config.services.length > 0)
    : publicFileOf(guide);
}

/** A guide with a public and a private deployment does not say which of them a page without a file is about. */
const publicFileOf = once(({ flyFiles }) =>
  flyFiles.every(({ config }) => config.services.length > 0) ? flyFiles[0] : undefined,
);

/** Returns the `fly` commands that are given to an app, or to whichever one fly.toml names. */
export function commandsFor({ commands }: Deployment, app: string | undefined): PageCommand[] {
  return commands.filter(({ command }) => {
    const given = flagValue(command.invocation, 'app');
    return given === undefined || app === undefined || given === app || !isPlain({ value: given });
  });
}

/** Returns a diagnostic at a span of a fence's text. */
export function at(
  fence: Fence,
  span: Span | undefined,
  code: string,
  message: Message,
  more: { severity?: Severity; related?: { fence: Fence; span: Span | undefined; message: Message }[] } = {},
): Diagnostic {
  const { start, end } = span ?? firstLine(fence);
  const related = more.related?.map((one): Related => {
    const place = located(
      { code, severity: 'error', message: one.message, ...(one.span ?? firstLine(one.fence)) },
      one.fence,
      '',
    );
    return {
      message: one.message,
      start: place.start,
      end: place.end,
      ...(one.fence.file !== fence.file && { file: one.fence.file }),
    };
  });
  const found = located({ code, severity: more.severity ?? 'error', message, start, end }, fence, fence.file);
  return { ...found, ...(related && { related }) };
}

function firstLine(fence: Fence): Span {
  return { start: 0, end: Math.max(fence.text.indexOf('\n'), 0) };
}

/** Whether a word says something of its own: no placeholder, and nothing that only a run knows. */
export function isPlain(word: { value: string; dynamic?: boolean } | undefined): boolean {
  return word !== undefined && !word.dynamic && !/[<>$]/.test(word.value);
}
