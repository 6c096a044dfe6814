import {
  Injectable,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { subscribeRedis } from 'shared-redis';

@Injectable()
export class NewsService implements OnModuleInit, OnModuleDestroy {
  latest = '';
  #unsubscribe?: () => Promise<void>;

  async onModuleInit(): Promise<void> {
    this.#unsubscribe = await subscribeRedis(
      process.env.REDIS_URL!,
      'news',
      (message) => {
        this.latest = message;
      },
    );
  }

  // What this service alone has opened, it closes.
  async onModuleDestroy(): Promise<void> {
    await this.#unsubscribe?.();
  }
}
