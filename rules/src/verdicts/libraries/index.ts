export type { Condition, Entry, Library } from './library.js';
export {
  libraryUse,
  type LibraryUse,
  type Place,
  type Surroundings,
  UNSEEN,
  verdictOf,
} from './library-use.js';
export { LIBRARIES, LIBRARIES_BY_THEME } from './table.js';
