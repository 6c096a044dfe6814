import { writeFileSync } from 'node:fs';

import { librariesPage, LIBRARIES_PAGE } from './libraries-page.ts';

writeFileSync(LIBRARIES_PAGE, await librariesPage());
