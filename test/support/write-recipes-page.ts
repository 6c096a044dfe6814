import { writeFileSync } from 'node:fs';

import { recipesPage, RECIPES_PAGE } from './recipes-page.ts';

writeFileSync(RECIPES_PAGE, await recipesPage());
