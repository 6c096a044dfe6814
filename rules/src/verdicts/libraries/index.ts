export type { Case, Condition, Deed, Entry, Library } from './library.js';
export {
  type Callee,
  libraryUse,
  type LibraryUse,
  type Place,
  type Surroundings,
  UNSEEN,
  verdictOf,
} from './library-use.js';
export { LIBRARIES, LIBRARIES_BY_THEME } from './table.js';
