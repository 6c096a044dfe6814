import { bundle } from '../scripts/bundle.js';

// The entries only re-export: one file is loaded for them, whichever it is.
export default bundle(import.meta.url, {
  codeSplitting: { groups: [{ name: 'core' }] },
});
