import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { getRedisClient, resetRedisClients } from 'shared-redis';

const REDIS = Symbol('redis');

/** For a parameter of a constructor: `@InjectRedis() redis: SharedRedis`. */
export const InjectRedis = () => Inject(REDIS);

@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      useFactory: () => getRedisClient(process.env.REDIS_URL!),
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  // Not in onModuleDestroy(): requests are still answered then.
  async onApplicationShutdown(): Promise<void> {
    await resetRedisClients();
  }
}
