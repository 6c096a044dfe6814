import { bundle } from '../scripts/bundle.js';

export default bundle(import.meta.url);
