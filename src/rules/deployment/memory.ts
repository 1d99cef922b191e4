import type { FlyConfig } from '../../formats/fly-toml/load.ts';
import { at } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** The gateway alone holds about 800 MB (seen with OpenClaw 2026.9.6); 512 MB is too little. */
const tooLittle = 512;
/** What 1 GB leaves is soon gone under load. */
const tight = 1024;

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
    ],
  },
  check: ({ flyFiles }) =>
    flyFiles.flatMap(({ fence, config, placeOf }) =>
      config.vm.flatMap((vm) => {
        const groups = vm.processes.length > 0 ? vm.processes : config.groups;
        if (vm.memoryMb === undefined || !groups.some((group) => isGateway(config, group))) return [];
        const place = placeOf(`${vm.path}.memory`) ?? placeOf(`${vm.path}.memory_mb`) ?? placeOf(vm.path);
        if (vm.memoryMb <= tooLittle) {
          const message = { key: 'rules.deployment/memory' as const, values: { memory: vm.memoryMb } };
          return [at(fence, place, 'deployment/memory', message)];
        }
        const heap = Number(/--max-old-space-size[= ](\d+)/.exec(config.env.NODE_OPTIONS ?? '')?.[1] ?? 0);
        if (heap >= vm.memoryMb) {
          const message = {
            key: 'rules.deployment/memory.heap' as const,
            values: { heap, memory: vm.memoryMb },
          };
          return [
            at(fence, placeOf('env.NODE_OPTIONS'), 'deployment/memory', message, {
              related: [{ fence, span: place, message: { key: 'related.deployment/memory' } }],
            }),
          ];
        }
        if (vm.memoryMb > tight) return [];
        const message = { key: 'rules.deployment/memory.tight' as const, values: { memory: vm.memoryMb } };
        return [at(fence, place, 'deployment/memory', message, { severity: 'warning' })];
      }),
    ),
};

function isGateway(config: FlyConfig, group: string): boolean {
  return /\bgateway\b/.test(config.processes[group] ?? '');
}

function page(memoryText: string, heap: string): string {
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
`;
}
