import type { Diagnostic, Message, Related, Severity, Span } from '../../diagnostics/diagnostic.ts';
import { type FlyCommand, readFlyCommand } from '../../formats/fly-command/command.ts';
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

/** A whole openclaw.json of a page. */
export interface ConfigFile {
  fence: Fence;
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
}

/** Returns what a page says of the deployment. Parts of files are left out: what they do not say may stand elsewhere. */
export function readDeployment(
  page: Pick<Page, 'fences'>,
  options: { targets: Targets; foreign: boolean; memory?: Memory },
): Deployment {
  const { foreign, targets, memory = new Memory() } = options;
  const deployment: Deployment = { flyFiles: [], configs: [], commands: [], scripts: [] };
  for (const fence of page.fences) {
    const { text, annotations } = fence;
    if (annotations.ignore !== undefined) continue;
    const kind = kindOf(fence, foreign);
    if (kind === 'fly-toml') {
      const { config, placeOf } = memory.of(`loaded ${foreign}`, text, () => loadFlyToml(text, { foreign }));
      if (config?.app !== undefined) deployment.flyFiles.push({ fence, config, placeOf });
    } else if (kind === 'openclaw-config') {
      const syntax = syntaxOf(fence);
      const version = openclawOf(fence, targets);
      const json = memory.of(syntax, text, () => parseJson(text, syntax));
      const isWhole = annotations.file !== undefined || json.keyPlaceOf('/gateway') !== undefined;
      if (isWhole) deployment.configs.push({ fence, json, version });
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
  };
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
