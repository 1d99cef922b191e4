import type { Program } from './program.ts';

/** curl on the machine itself, which reaches the gateway on loopback. */
export const curl: Program = async (run) => {
  const { curlTo } = await import('../../curl.ts');
  return await curlTo(run.args, {
    out: run.session.out,
    err: run.session.err,
    write: () => false,
    async fetch(url, request) {
      const local = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]'].includes(url.hostname);
      if (!local) return { kind: 'other-host' };
      const isSecure = url.protocol === 'https:';
      const port = Number(url.port || (isSecure ? '443' : '80'));
      const response = await run.session.machine.request(port, url.pathname + url.search, request.headers);
      if (response === undefined) return { kind: 'refused' };
      // What listens on a machine speaks plain HTTP.
      return isSecure ? { kind: 'no-tls' } : { kind: 'response', ...response };
    },
  });
};
