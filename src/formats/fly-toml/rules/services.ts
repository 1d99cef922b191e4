import type { Span } from '../../../diagnostics/diagnostic.ts';
import type { FlyFile } from '../file.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';

export const internalPort: Rule = {
  code: 'fly-toml/internal-port',
  severity: 'warning',
  summary: 'summary.fly-toml/internal-port',
  explain: 'explain.fly-toml/internal-port',
  examples: [
    {
      wrong: '[[services]]\nprotocol = "tcp"\n[[services.ports]]\nport = 443\nhandlers = ["tls"]\n',
      right:
        '[[services]]\nprotocol = "tcp"\ninternal_port = "8080"\n[[services.ports]]\nport = "443"\nhandlers = ["tls"]\n',
    },
    {
      wrong: '[http_service]\nforce_https = true\n',
      right: '[http_service]\ninternal_port = 8080\nforce_https = true\n',
    },
  ],
};

export const servicePorts: Rule = {
  code: 'fly-toml/service-ports',
  severity: 'warning',
  summary: 'summary.fly-toml/service-ports',
  explain: 'explain.fly-toml/service-ports',
  examples: [
    {
      wrong: '[[services]]\ninternal_port = 5432\n',
      right: '[[services]]\ninternal_port = 5432\n[services.ports]\nport = 5432\n',
    },
  ],
};

export const portRange: Rule = {
  code: 'fly-toml/port-range',
  severity: 'error',
  summary: 'summary.fly-toml/port-range',
  explain: 'explain.fly-toml/port-range',
  examples: [
    {
      wrong: '[[services]]\ninternal_port = 9000\n[[services.ports]]\nstart_port = 9100\nend_port = 9000\n',
      right: '[[services]]\ninternal_port = 9000\n[[services.ports]]\nstart_port = 9000\nend_port = 9100\n',
    },
    {
      wrong: '[[services]]\ninternal_port = 9000\n[[services.ports]]\nend_port = 9000\n',
      right: '[[services]]\ninternal_port = 9000\n[[services.ports]]\nport = 9000\n',
    },
  ],
};

export const portTwice: Rule = {
  code: 'fly-toml/port-twice',
  severity: 'warning',
  summary: 'summary.fly-toml/port-twice',
  explain: 'explain.fly-toml/port-twice',
  examples: [
    {
      wrong:
        '[http_service]\ninternal_port = 8080\n\n[[services]]\ninternal_port = 9000\n[[services.ports]]\nport = 443\nhandlers = ["tls"]\n',
      right:
        '[http_service]\ninternal_port = 8080\n\n[[services]]\ninternal_port = 9000\n[[services.ports]]\nport = 8443\nhandlers = ["tls"]\n',
    },
    {
      wrong:
        '[[services]]\ninternal_port = 53\n[[services.ports]]\nport = 53\n[[services.ports]]\nport = 53\n',
      right:
        '[[services]]\ninternal_port = 53\n[[services.ports]]\nport = 53\n\n[[services]]\nprotocol = "udp"\ninternal_port = 53\n[[services.ports]]\nport = 53\n',
    },
  ],
};

export const concurrency: Rule = {
  code: 'fly-toml/concurrency',
  severity: 'warning',
  summary: 'summary.fly-toml/concurrency',
  explain: 'explain.fly-toml/concurrency',
  examples: [
    {
      wrong:
        '[http_service]\ninternal_port = 8080\n[http_service.concurrency]\nsoft_limit = 250\nhard_limit = 200\n',
      right:
        '[http_service]\ninternal_port = 8080\n[http_service.concurrency]\nsoft_limit = 200\nhard_limit = 250\n',
    },
  ],
};

export const handlers: Rule = {
  code: 'fly-toml/handlers',
  severity: 'warning',
  summary: 'summary.fly-toml/handlers',
  explain: 'explain.fly-toml/handlers',
  examples: [
    {
      wrong: '[[services]]\ninternal_port = 8080\n[[services.ports]]\nport = 443\nhandlers = ["http"]\n',
      right:
        '[[services]]\ninternal_port = 8080\n[[services.ports]]\nport = 443\nhandlers = ["tls", "http"]\n',
    },
  ],
};

export const serviceRules: Rule[] = [internalPort, servicePorts, portRange, portTwice, concurrency, handlers];

/** Looks at what the world can reach: ports, ranges and limits. */
export const searchServices: Search = function* (file) {
  const { http_service, services = [] } = file.config;
  if (http_service) yield* searchService(file, 'http_service', http_service);
  for (const [index, service] of services.entries()) {
    const path = `services[${index}]`;
    // flyctl drops a service without any keys.
    if (Object.keys(service).length === 0) continue;
    yield* searchService(file, path, service);
    if ((service.ports ?? []).length === 0 && (service.ports || !file.isWritten(`${path}.ports`))) {
      yield found(servicePorts, spanOf(file, path), { key: 'rules.fly-toml/service-ports' });
    }
    yield* searchRanges(file, path, service.ports ?? []);
    yield* searchHandlers(file, path, service.ports ?? []);
  }
  yield* searchTwice(file);
};

interface AnyService {
  internal_port?: number | undefined;
  concurrency?: { soft_limit?: number | undefined; hard_limit?: number | undefined } | undefined;
}

function* searchService(file: FlyFile, path: string, service: AnyService) {
  if (service.internal_port === undefined && !file.isWritten(`${path}.internal_port`)) {
    const isHttp = path === 'http_service';
    yield found(
      internalPort,
      spanOf(file, path),
      { key: isHttp ? 'rules.fly-toml/internal-port.default' : 'rules.fly-toml/internal-port' },
      { severity: isHttp ? 'info' : 'warning' },
    );
  }
  const { soft_limit: soft, hard_limit: hard } = service.concurrency ?? {};
  if (soft === undefined || hard === undefined || soft <= hard || hard === 0) return;
  const softAt = file.placeOf(`${path}.concurrency.soft_limit`);
  const hardAt = file.placeOf(`${path}.concurrency.hard_limit`);
  const related = hardAt ? [{ ...hardAt, message: { key: 'related.fly-toml.hard-limit' as const } }] : [];
  const at = softAt ?? spanOf(file, `${path}.concurrency`);
  yield found(concurrency, at, { key: 'rules.fly-toml/concurrency', values: { soft, hard } }, { related });
}

interface Ports {
  port?: number | undefined;
  start_port?: number | undefined;
  end_port?: number | undefined;
}

function* searchRanges(file: FlyFile, path: string, ports: Ports[]) {
  for (const [index, { port, start_port: first, end_port: last }] of ports.entries()) {
    const at = `${path}.ports[${index}]`;
    const isWritten = (key: string) => file.isWritten(`${at}.${key}`);
    if (first !== undefined && last !== undefined && first > last) {
      const values = { first, last };
      yield found(portRange, spanOf(file, `${at}.start_port`), {
        key: 'rules.fly-toml/port-range.order',
        values,
      });
    } else if (port !== undefined && (first !== undefined || last !== undefined)) {
      yield found(portRange, spanOf(file, `${at}.port`), { key: 'rules.fly-toml/port-range.both' });
    } else if (last !== undefined && !isWritten('start_port')) {
      yield found(portRange, spanOf(file, `${at}.end_port`), { key: 'rules.fly-toml/port-range.start' });
    } else if (first !== undefined && !isWritten('end_port')) {
      yield found(portRange, spanOf(file, `${at}.start_port`), { key: 'rules.fly-toml/port-range.end' });
    } else if (!isWritten('port') && !isWritten('start_port') && !isWritten('end_port')) {
      yield found(portRange, spanOf(file, at), { key: 'rules.fly-toml/port-range.none' });
    }
  }
}

/** Browsers speak TLS on port 443: without the handler, plain HTTP answers there, and they give up. */
function* searchHandlers(
  file: FlyFile,
  path: string,
  ports: (Ports & { handlers?: string[] | undefined })[],
) {
  for (const [index, { port, handlers: given = [] }] of ports.entries()) {
    if (port !== 443 || given.length !== 1 || given[0] !== 'http') continue;
    const at = spanOf(file, `${path}.ports[${index}].handlers`);
    yield found(handlers, at, { key: 'rules.fly-toml/handlers' }, replace(at, '["tls", "http"]', true));
  }
}

interface Taken {
  protocol: string;
  from: number;
  to: number;
  groups: string[];
  at: Span;
}

/** Looks for ports that two services of one process group claim. */
function* searchTwice(file: FlyFile) {
  const taken: Taken[] = [];
  for (const claim of claims(file)) {
    const first = taken.find((other) => overlap(other, claim));
    // Each is held against all before: nobody has thousands.
    if (taken.length >= 1000) return;
    taken.push(claim);
    if (!first) continue;
    const values = { port: Math.max(first.from, claim.from) };
    const related = [{ ...first.at, message: { key: 'related.fly-toml.port' as const } }];
    yield found(portTwice, claim.at, { key: 'rules.fly-toml/port-twice', values }, { related });
  }
}

function* claims(file: FlyFile): Iterable<Taken> {
  const { http_service, services = [] } = file.config;
  if (http_service) {
    const claim = { protocol: 'tcp', groups: http_service.processes ?? [], at: spanOf(file, 'http_service') };
    yield { ...claim, from: 80, to: 80 };
    yield { ...claim, from: 443, to: 443 };
  }
  for (const [index, { protocol = 'tcp', processes: groups = [], ports = [] }] of services.entries()) {
    for (const [which, { port, start_port, end_port }] of ports.entries()) {
      const path = `services[${index}].ports[${which}]`;
      const from = port ?? start_port;
      if (from === undefined) continue;
      const at = file.placeOf(`${path}.${port === undefined ? 'start_port' : 'port'}`) ?? spanOf(file, path);
      yield { protocol, from, to: port ?? end_port ?? from, groups, at };
    }
  }
}

function overlap(a: Taken, b: Taken): boolean {
  const share =
    (a.groups.length === 0 && b.groups.length === 0) || a.groups.some((group) => b.groups.includes(group));
  return share && a.protocol === b.protocol && a.from <= b.to && b.from <= a.to;
}
