const { getRedisClient } = require('shared-redis');

exports.hit = (page) =>
  getRedisClient(process.env.REDIS_URL).incr(`hits:${page}`);
