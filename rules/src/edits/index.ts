export { copyOf } from './copy-options.js';
export { type Edit, withoutOverlaps } from './edit.js';
export { hoist, type Hoist, hoistable } from './hoist.js';
export { removePart, removeParts } from './remove-parts.js';
export { type Rewrite, rewriteOpens } from './rewrite-opens.js';
