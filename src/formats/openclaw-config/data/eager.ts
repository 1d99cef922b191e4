// Written by `npm run update:openclaw`.
import config1 from './2026.1.29.json' with { type: 'json' };
import config2 from './2026.4.29.json' with { type: 'json' };
import config3 from './2026.9.6.json' with { type: 'json' };
import voiceCall1 from './voice-call.2026.1.29.json' with { type: 'json' };
import voiceCall2 from './voice-call.2026.4.29.json' with { type: 'json' };

export const config = {
  '2026.1.29': config1,
  '2026.4.29': config2,
  '2026.9.6': config3,
};

export const voiceCall = {
  '2026.1.29': voiceCall1,
  '2026.4.29': voiceCall2,
};
