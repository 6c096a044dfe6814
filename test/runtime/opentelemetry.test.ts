import type { Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  configureRedisClients,
  getOpsRedisClient,
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
} from 'shared-redis';
import { measureRedisClients } from 'shared-redis/opentelemetry';

const lazy = { lazyConnect: true };

let exporter: InMemoryMetricExporter;
let provider: MeterProvider;
let stop: () => void;

beforeEach(() => {
  configureRedisClients({ roles: { ops: 'redis://ops' } });
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  provider = new MeterProvider({ readers: [reader] });
  stop = measureRedisClients(provider.getMeter('test'));
});

afterEach(async () => {
  stop();
  await provider.shutdown();
  configureRedisClients({
    roles: { ops: { env: ['OPS_REDIS_URL', 'REDIS_URL'] } },
  });
  await resetRedisClients();
});

/** The values of a metric, by kind, role and call. */
async function valuesOf(name: string): Promise<Record<string, unknown>> {
  exporter.reset();
  await provider.forceFlush();
  const values: Record<string, unknown> = {};
  for (const { scopeMetrics } of exporter.getMetrics()) {
    for (const { descriptor, dataPoints } of scopeMetrics[0]!.metrics) {
      if (descriptor.name !== `shared_redis.${name}`) continue;
      for (const { attributes, value } of dataPoints) {
        values[labelOf(attributes)] = value;
      }
    }
  }
  return values;
}

const labelOf = (attributes: Attributes) =>
  ['kind', 'role', 'call']
    .flatMap((name) => attributes[`shared_redis.${name}`] ?? [])
    .map(String)
    .join(' ');

describe('measureRedisClients', () => {
  it('counts open clients, by kind and role', async () => {
    getRedisClient('redis://a', lazy);
    getRedisClient('redis://b', lazy);
    getOpsRedisClient(lazy);
    openDedicatedRedisClient('redis://a', lazy);
    const open = { shared: 2, 'shared ops': 1, dedicated: 1 };
    expect(await valuesOf('clients.open')).toEqual(open);
    expect(await valuesOf('clients.opened')).toEqual(open);
  });

  it('counts no client that has ended as open', async () => {
    getRedisClient('redis://a', lazy);
    await resetRedisClients();
    expect(await valuesOf('clients.open')).toEqual({});
    expect(await valuesOf('clients.opened')).toEqual({ shared: 1 });
  });

  it('counts hits by the role that asked', async () => {
    getRedisClient('redis://ops', lazy);
    for (let i = 0; i < 3; i++) getRedisClient('redis://ops', lazy);
    for (let i = 0; i < 5; i++) getOpsRedisClient(lazy);
    expect(await valuesOf('clients.hits')).toEqual({
      shared: 3,
      'shared ops': 5,
    });
  });

  it('counts refused calls', async () => {
    const client = getOpsRedisClient(lazy);
    await client.call('BLPOP', 'list', 0).catch(() => undefined);
    await client.call('BLPOP', 'list', 0).catch(() => undefined);
    expect(await valuesOf('calls.rejected')).toEqual({ 'shared ops blpop': 2 });
  });

  it('stops', async () => {
    stop();
    getRedisClient('redis://a', lazy);
    expect(await valuesOf('clients.opened')).toEqual({});
    expect(await valuesOf('clients.open')).toEqual({});
  });
});
