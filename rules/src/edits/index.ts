export type { Edit } from './edit.js';
export { removeStatement } from './remove-statement.js';
export {
  type RegistryFunction,
  type Rewrite,
  rewriteOpens,
} from './rewrite-opens.js';
