/** What the plugin calls of `node:util`, for settings that are wrong. */
export const inspect = (value: unknown) => JSON.stringify(value);
