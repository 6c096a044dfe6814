/** In the place of ESLint's own rules: none is turned on, and the worker is smaller by a seventh without them. */
export const get = () => undefined;
export const has = () => false;
