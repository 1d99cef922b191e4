// Written by `npm run update:openclaw`.
export const config = {
  '2026.1.29': () => import('./2026.1.29.json', { with: { type: 'json' } }),
  '2026.4.29': () => import('./2026.4.29.json', { with: { type: 'json' } }),
  '2026.9.6': () => import('./2026.9.6.json', { with: { type: 'json' } }),
};

export const voiceCall = {
  '2026.1.29': () => import('./voice-call.2026.1.29.json', { with: { type: 'json' } }),
  '2026.4.29': () => import('./voice-call.2026.4.29.json', { with: { type: 'json' } }),
};
