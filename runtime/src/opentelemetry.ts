/**
 * Metrics of the process' Redis clients, of every driver.
 *
 * @module shared-redis/opentelemetry
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Meter, metrics } from '@opentelemetry/api';
import { inspectRedisClients } from './directories.js';
import type { RedisClientEvent, RedisRejectEvent } from './events.js';
import type { RedisClientIdentity } from './opening.js';

/**
 * Measures the Redis clients of the process with OpenTelemetry:
 *
 * | metric                         | kind            | counts                          |
 * | ------------------------------ | --------------- | ------------------------------- |
 * | `shared_redis.clients.open`    | up-down counter | clients that are open           |
 * | `shared_redis.clients.opened`  | counter         | clients opened                  |
 * | `shared_redis.clients.hits`    | counter         | gets of a client that was there |
 * | `shared_redis.calls.rejected`  | counter         | calls that were refused         |
 *
 * Attributes are `shared_redis.kind`, `.driver` and, where there is one,
 * `.role`; for rejected calls also `.call` and `.code`.
 *
 * @param meter Default: the global meter provider's, which has to be set
 * before.
 * @returns Stops measuring.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/api/
 */
export function measureRedisClients(
  meter: Meter = metrics.getMeter('shared-redis'),
): () => void {
  const stops = [
    observeOpen(meter),
    ...COUNTERS.map(({ name, description, channel }) => {
      const counter = meter.createCounter(name, { description });
      return onMessage(channel, (event) => counter.add(1, attributesOf(event)));
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

type Event = RedisClientEvent | RedisRejectEvent;

const COUNTERS = [
  {
    name: 'shared_redis.clients.opened',
    description: 'Redis clients opened.',
    channel: 'shared-redis:open',
  },
  {
    name: 'shared_redis.clients.hits',
    description: 'Gets of a Redis client that was there already.',
    channel: 'shared-redis:hit',
  },
  {
    name: 'shared_redis.calls.rejected',
    description: 'Calls on shared Redis clients that were refused.',
    channel: 'shared-redis:reject',
  },
];

function observeOpen(meter: Meter): () => void {
  const open = meter.createObservableUpDownCounter(
    'shared_redis.clients.open',
    { description: 'Redis clients that are open.' },
  );
  const observe: Parameters<typeof open.addCallback>[0] = (result) => {
    for (const [attributes, count] of countOpen()) {
      result.observe(count, attributes);
    }
  };
  open.addCallback(observe);
  return () => open.removeCallback(observe);
}

type Attributes = Record<string, string>;

function* countOpen(): Iterable<[Attributes, number]> {
  const counts = new Map<string, [Attributes, number]>();
  for (const client of inspectRedisClients()) {
    const attributes = attributesOf(client);
    const text = JSON.stringify(attributes);
    const [, count] = counts.get(text) ?? [attributes, 0];
    counts.set(text, [attributes, count + 1]);
  }
  yield* counts.values();
}

function attributesOf(about: RedisClientIdentity | Event): Attributes {
  const { kind, driver, role } = about;
  return {
    'shared_redis.kind': kind,
    'shared_redis.driver': driver,
    ...(role !== undefined && { 'shared_redis.role': role }),
    ...('call' in about && {
      'shared_redis.call': about.call,
      'shared_redis.code': about.code,
    }),
  };
}

function onMessage(channel: string, use: (event: Event) => void): () => void {
  const listener = (message: unknown) => use(message as Event);
  subscribe(channel, listener);
  return () => unsubscribe(channel, listener);
}
