import { Queue } from 'bullmq';
import { getRedisClient } from 'shared-redis';

export interface Mail {
  readonly to: string;
}

/** A queue only sends commands, so all queues of a process share a client. */
export const mails = new Queue<Mail>('mails', {
  connection: getRedisClient(process.env.REDIS_URL!),
});
