import { getRedisClient } from 'shared-redis';

/** ioredis needs TCP, which the edge runtime does not have. */
export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ page: string }> },
): Promise<Response> {
  const { page } = await params;
  const redis = getRedisClient(process.env.REDIS_URL!);
  return Response.json({ hits: await redis.incr(`hits:${page}`) });
}
