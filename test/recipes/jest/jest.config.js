module.exports = {
  testMatch: ['**/*.spec.js'],
  setupFilesAfterEnv: ['shared-redis/jest', './redis.setup.js'],
  // Redis has databases 0 to 15.
  maxWorkers: 8,
};
