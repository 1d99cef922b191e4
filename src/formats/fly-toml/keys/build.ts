import { anyMap, textMap, texts } from '../forms/list.ts';
import { choice, text, whole } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';

/** `[build]` */
export const build = table(
  'How the image is made. Without it, a Dockerfile beside this file is built.',
  {
    builder: text('The builder image of Cloud Native Buildpacks.', {
      examples: ['paketobuildpacks/builder:base'],
    }),
    args: textMap(
      'Build arguments, passed to the Dockerfile or to the buildpacks. Values are strings. No place for secrets: they stay in the image.',
    ),
    buildpacks: texts('The buildpacks that the builder uses.'),
    image: text('A ready image to deploy; nothing is built.', { examples: ['nginx:1.29'] }),
    settings: anyMap('Settings of a built-in builder (`builtin`).'),
    builtin: text("One of flyctl's built-in builders."),
    dockerfile: text('The path of the Dockerfile, from the folder of this file.', { default: 'Dockerfile' }),
    ignorefile: text('The path of the ignore file to use in place of `.dockerignore`.'),
    'build-target': text('The stage of a multi-stage Dockerfile to build.'),
    compose: table('Runs the containers of a Compose file on one Machine.', {
      file: text('The path of the Compose file. Without it, the usual names are tried.'),
    }),
    compression: choice("How the image's layers are compressed.", ['gzip', 'zstd'], { default: 'gzip' }),
    compression_level: whole('How hard the layers are compressed, from 0 (not) to 9.', {
      minimum: 0,
      maximum: 9,
    }),
  },
  { aliases: { build_target: 'build-target' } },
);
