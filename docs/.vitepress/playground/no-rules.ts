/** In the place of ESLint's own rules, of which none is turned on: they are a fifth of ESLint, the parser and TypeScript together. */
export const get = () => undefined;
export const has = () => false;
