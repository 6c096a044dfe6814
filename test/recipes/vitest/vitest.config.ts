import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.spec.ts'],
    setupFiles: ['shared-redis/vitest', './redis.setup.ts'],
    // Redis has databases 0 to 15.
    maxWorkers: 8,
  },
});
