import type { Diagnostic, Message, Span } from '../../diagnostics/diagnostic.ts';
import { type FlyInvocation, givenFlag } from '../../formats/fly-command/invocation.ts';
import { readMegabytes } from '../../formats/fly-command/rules/values.ts';
import { sizes } from '../../formats/fly-toml/presets.ts';
import type { Fence } from '../../guide/fence.ts';
import { appOf } from './app.ts';
import { at, commandsFor, type Deployment, type FlyFile, isPlain, once, type PageCommand } from './facts.ts';
import { gatewaysOf } from './gateway.ts';
import type { DeploymentRule } from './rule.ts';

/** The gateway alone holds about 800 MB (seen with OpenClaw 2026.9.6); 512 MB is too little. */
const tooLittle = 512;
/** What 1 GB leaves is soon gone under load. */
const tight = 1024;
/** What a machine gets where nothing says otherwise: `shared-cpu-1x`. */
const unsaid = 256;

/** The memory fits the gateway, and Node's heap fits the memory. */
export const memory: DeploymentRule = {
  info: {
    code: 'deployment/memory',
    severity: 'error',
    summary: 'summary.deployment/memory',
    explain: 'explain.deployment/memory',
    examples: [
      { wrong: page('512mb', '256'), right: page('2048mb', '1536') },
      { wrong: page('2048mb', '4096'), right: page('2048mb', '1536') },
      { wrong: page('2048mb', '1536', '512'), right: page('2048mb', '1536', '4096') },
    ],
  },
  check: (page, guide) => [
    ...page.flyFiles.flatMap((file) => inFile(file, guide)),
    ...inCommands(page, guide),
  ],
};

function inFile(file: FlyFile, guide: Deployment): Diagnostic[] {
  const { fence, config, placeOf } = file;
  const gateways = gatewaysOf(file).map(({ group }) => group);
  const sized = config.vm.flatMap((vm) => {
    const groups = vm.processes.length > 0 ? vm.processes : config.groups;
    if (!groups.some((group) => gateways.includes(group)) || vm.memoryMb === undefined) return [];
    const place = placeOf(`${vm.path}.memory`) ?? placeOf(`${vm.path}.memory_mb`) ?? placeOf(vm.path);
    const finding = judge(file, vm.memoryMb, { fence, span: place });
    return finding ? [finding] : [];
  });
  const [unsized] = gateways.filter(
    (group) => !config.vm.some(({ processes }) => processes.length === 0 || processes.includes(group)),
  );
  if (unsized === undefined || !isWhole(file) || isSized(guide)) return sized;
  const message = { key: 'rules.deployment/memory.unsaid' as const, values: { memory: unsaid } };
  return [...sized, at(fence, placeOf(`processes.${unsized}`), 'deployment/memory', message)];
}

/** Whether a file is more than the part of one that its page is just about. */
function isWhole({ fence, config }: FlyFile): boolean {
  return (
    fence.annotations.file !== undefined || (config.primaryRegion !== undefined && config.mounts.length > 0)
  );
}

const isSized = once(({ commands }) => commands.some(isSizing));

/** Whether a command gives the machines memory that outlasts the next deploy. */
function isSizing({ command: { invocation } }: PageCommand): boolean {
  return /^(?:deploy|launch|scale)\b/.test(invocation.path) && memoryIn(invocation) !== undefined;
}

/** Somewhere in a fence. */
interface Place {
  fence: Fence;
  span: Span | undefined;
}

/** Returns what is wrong with an amount of memory in MB that a file's gateway gets, said at a place. */
function judge(file: FlyFile, memory: number, place: Place): Diagnostic | undefined {
  const tell = (where: Place, message: Message, related?: Place & { message: Message }) =>
    at(where.fence, where.span, 'deployment/memory', message, { related: related && [related] });
  if (memory <= tooLittle) return tell(place, { key: 'rules.deployment/memory', values: { memory } });
  const heap = heapOf(file);
  if (heap >= memory) {
    const set = { fence: file.fence, span: file.placeOf('env.NODE_OPTIONS') };
    const message: Message = { key: 'rules.deployment/memory.heap', values: { heap, memory } };
    return place.fence === file.fence
      ? tell(set, message, { ...place, message: { key: 'related.deployment/memory' } })
      : tell(place, message, { ...set, message: { key: 'related.deployment/heap' } });
  }
  if (memory > tight) return undefined;
  const message: Message = { key: 'rules.deployment/memory.tight', values: { memory } };
  return at(place.fence, place.span, 'deployment/memory', message, { severity: 'warning' });
}

/** Returns how large Node's heap may grow in MB; 0 where nothing says it. */
function heapOf({ config }: FlyFile): number {
  return Number(/--max-old-space-size[= ](\d+)/.exec(config.env.NODE_OPTIONS ?? '')?.[1] ?? 0);
}

/** `fly scale memory`, `--vm-memory` and their like: what they give a machine has to fit as well. */
function inCommands(page: Deployment, guide: Deployment): Diagnostic[] {
  const file = firstGateway(page.flyFiles.length > 0 ? page : guide);
  if (!file) return [];
  return commandsFor(page, appOf(guide)).flatMap(({ fence, command }) => {
    const said = memoryIn(command.invocation);
    if (said?.memory === undefined) return [];
    const isHeaps = file.config.vm.some(({ memoryMb = 0 }) => heapOf(file) >= memoryMb);
    // A heap that does not fit the file's own memory is told of there.
    if (isHeaps && said.memory > tooLittle) return [];
    return judge(file, said.memory, { fence, span: said.span }) ?? [];
  });
}

const firstGateway = once(({ flyFiles }) => flyFiles.find((one) => gatewaysOf(one).length > 0));

/** Returns how much memory in MB a command gives to machines, and where it says so; the number is missing where it is not plain. */
function memoryIn(invocation: FlyInvocation) {
  const { path, args } = invocation;
  if (!/^(?:deploy|launch|scale (?:vm|memory)|machine (?:update|run|clone|create))$/.test(path))
    return undefined;
  const given = (name: string) => givenFlag(invocation, name)?.valueWord;
  const word = given('vm-memory') ?? (path === 'scale memory' ? args[0] : undefined);
  if (word) return { span: word, memory: isPlain(word) ? readMegabytes(word.value) : undefined };
  const size = given('vm-size') ?? (path === 'scale vm' ? args[0] : undefined);
  return size && { span: size, memory: sizes.get(size.value)?.memoryMb };
}

function page(memoryText: string, heap: string, later?: string): string {
  const command = later === undefined ? '' : `\n\`\`\`bash\nfly scale memory ${later}\n\`\`\`\n`;
  return `\`\`\`toml
app = "my-openclaw"
[env]
  NODE_OPTIONS = "--max-old-space-size=${heap}"
[processes]
  app = "node dist/index.js gateway --port 3000 --bind lan"
[[vm]]
  size = "shared-cpu-2x"
  memory = "${memoryText}"
\`\`\`
${command}`;
}
