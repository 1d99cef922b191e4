import type { Rule, Search } from './rule.ts';
import { appRules, searchApp } from './rules/app.ts';
import { buildRules, searchBuild } from './rules/build.ts';
import { checkRules, searchChecks } from './rules/checks.ts';
import { deployRules, searchDeploy } from './rules/deploy.ts';
import { envRules, searchEnv } from './rules/env.ts';
import { keyRules } from './rules/keys.ts';
import { mountRules, searchMounts } from './rules/mounts.ts';
import { processRules, searchProcesses } from './rules/processes.ts';
import { restRules, searchRest } from './rules/rest.ts';
import { searchServices, serviceRules } from './rules/services.ts';
import { valueRules } from './rules/values.ts';
import { searchVm, vmRules } from './rules/vm.ts';
import { tomlRules } from './toml/rules.ts';

/** Everything that the check of fly.toml can find, with examples that prove it. */
export const flyTomlRules: Rule[] = [
  ...tomlRules,
  ...keyRules,
  ...valueRules,
  ...appRules,
  ...buildRules,
  ...deployRules,
  ...envRules,
  ...processRules,
  ...serviceRules,
  ...checkRules,
  ...mountRules,
  ...vmRules,
  ...restRules,
];

/** What is looked for once a file has been read. */
export const searches: Search[] = [
  searchApp,
  searchBuild,
  searchDeploy,
  searchEnv,
  searchProcesses,
  searchServices,
  searchChecks,
  searchMounts,
  searchVm,
  searchRest,
];
