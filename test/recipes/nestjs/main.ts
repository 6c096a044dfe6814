import 'reflect-metadata';
import { Controller, Get, Inject, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { SharedRedis } from 'shared-redis';
import { NewsService } from './news.service.js';
import { InjectRedis, RedisModule } from './redis.module.js';

@Controller()
class AppController {
  constructor(
    @InjectRedis() private readonly redis: SharedRedis,
    @Inject(NewsService) private readonly news: NewsService,
  ) {}

  @Get('hits/:page')
  async hits(@Param('page') page: string) {
    return { hits: await this.redis.incr(`hits:${page}`) };
  }

  @Get('news')
  latest() {
    return { news: this.news.latest };
  }
}

@Module({
  imports: [RedisModule],
  controllers: [AppController],
  providers: [NewsService],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error'] });
app.enableShutdownHooks();
await app.listen(Number(process.env.PORT));
console.log('Listening');
