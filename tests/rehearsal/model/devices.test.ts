import { expect, test } from 'vitest';
import { deployed, newWorld, onMachine } from '../world.ts';

test.each(['', '[{', '{}'])('devices that were spoilt to %j are no devices', async (text) => {
  using world = await newWorld();
  await deployed(world);
  await onMachine(world, `mkdir -p /data/state; printf %s '${text}' > /data/state/devices.json`);
  const { status, stderr } = await onMachine(world, 'runuser -u node -- node dist/index.js devices list');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
