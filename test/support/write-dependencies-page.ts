import { writeFileSync } from 'node:fs';

import { DEPENDENCIES_PAGE, dependenciesPage } from './dependencies-page.ts';

writeFileSync(DEPENDENCIES_PAGE, await dependenciesPage());
