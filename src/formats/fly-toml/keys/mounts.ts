import { texts } from '../forms/list.ts';
import { gigabytes } from '../forms/measure.ts';
import { flag, text, whole } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';

/** `[[mounts]]` */
export const mount = table('A volume, and where the Machine sees it.', {
  source: text("The volume's name.", { examples: ['data'] }),
  destination: text('The folder where it is mounted: an absolute path other than `/`.', {
    examples: ['/data'],
  }),
  initial_size: gigabytes(
    'The size of the volume that the first deploy creates; a bare number counts GB.',
    true,
  ),
  snapshot_retention: whole('For how many days snapshots are kept, 1 to 60.', {
    minimum: 1,
    maximum: 60,
    default: 5,
  }),
  scheduled_snapshots: flag('Whether a snapshot is taken each day.', { default: true }),
  auto_extend_size_threshold: whole('How full in percent the volume has to be to grow by itself, 50 to 99.'),
  auto_extend_size_increment: gigabytes('By how much it then grows, 1 to 100 GB. A text.', false),
  auto_extend_size_limit: gigabytes('Up to what size it grows, 1 to 500 GB. A text.', false),
  processes: texts('The process groups whose Machines mount the volume.'),
});
