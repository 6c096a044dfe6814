import { readdirSync, readlinkSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type BlastApi, startBlastApi } from '../support/blast-api.ts';

export interface DriveOptions {
  /** Folder of the compiled service. */
  dir: string;
  redisUrl: string;
  calls: number;
  fdLimit: number;
}

export interface DriveSample {
  calls: number;
  /** Sockets the service holds open, its few HTTP connections included. */
  sockets: number;
}

export interface DriveResult {
  samples: DriveSample[];
  died: { atCall: number; error: string } | null;
  /** What `CLIENT LIST` shows in the end, without the driver's own entry. */
  connectionsByClientList: number;
  callsPerSecond: number;
}

interface Answer {
  status: number;
  body: string;
}

const CONCURRENCY = 4;
const REPORT_TIMEOUT_MS = 1000;

/**
 * Sends submissions and extended health polls by turns until `calls` are
 * answered or the service fails, and counts its open sockets on the way.
 */
export async function driveService(
  options: DriveOptions,
): Promise<DriveResult> {
  const observer = new Redis(options.redisUrl);
  try {
    const service = await startBlastApi(options);
    try {
      return await drive(service, options.calls, observer);
    } finally {
      await service.stop();
    }
  } finally {
    observer.disconnect();
  }
}

async function drive(
  service: BlastApi,
  calls: number,
  observer: Redis,
): Promise<DriveResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const samples: DriveSample[] = [];
  const startedAt = performance.now();
  let died: DriveResult['died'] = null;
  let started = 0;
  let answered = 0;

  const sampleDue = sampleSteps();
  const work = async (worker: number): Promise<void> => {
    while (!died && started < calls) {
      const call = ++started;
      const failure = await failureOf(send(service.url, agent, call, worker));
      answered++;
      if (failure) died ??= { atCall: call, error: failure };
      if (sampleDue(answered) || answered === calls) {
        samples.push({
          calls: answered,
          sockets: await openSockets(service.pid, observer),
        });
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, (_, i) => work(i)));

  const seconds = (performance.now() - startedAt) / 1000;
  const connectionsByClientList = await countConnections(observer);
  agent.destroy();
  return {
    samples,
    died: await withReportedCause(died, service),
    connectionsByClientList,
    callsPerSecond: answered / seconds,
  };
}

/** Odd calls submit a search, even ones poll the health of the service. */
export function send(
  baseUrl: string,
  agent: Agent,
  call: number,
  worker: number,
): Promise<Answer> {
  if (call % 2 === 0) {
    return httpRequest(agent, 'GET', `${baseUrl}/api/health?extended=1`);
  }
  return httpRequest(agent, 'POST', `${baseUrl}/api/blast/submit`, {
    // One submitter per worker: nobody waits for another one's lock.
    submitter: `driver-${worker}`,
    query: '>seq1\nACGTACGTACGT',
  });
}

function httpRequest(
  agent: Agent,
  method: string,
  url: string,
  body?: object,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

async function failureOf(answer: Promise<Answer>): Promise<string | null> {
  try {
    const { status, body } = await answer;
    return status < 400 ? null : `HTTP ${status}: ${body}`;
  } catch (error) {
    return String(error);
  }
}

/**
 * The driver of Redis answers commands it could not send with "max retries";
 * why it could not is an event that the service prints to standard error.
 */
async function withReportedCause(
  died: DriveResult['died'],
  service: BlastApi,
): Promise<DriveResult['died']> {
  if (!died) return null;
  const deadline = performance.now() + REPORT_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const error = /\w+ EMFILE \S+/.exec(service.stderr())?.[0];
    if (error) return { ...died, error };
    await sleep(20);
  }
  return died;
}

/** Every call at first, then ever fewer, but at least every fiftieth. */
function sampleSteps(): (calls: number) => boolean {
  let next = 1;
  return (calls) => {
    if (calls < next) return false;
    next = calls + Math.min(50, Math.ceil(calls / 20));
    return true;
  };
}

async function openSockets(pid: number, observer: Redis): Promise<number> {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`))
      .length;
  } catch {
    // No /proc on this system: Redis sees all of them but the HTTP ones.
    return countConnections(observer);
  }
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:');
  } catch {
    return false; // Closed since the folder was read.
  }
}

async function countConnections(observer: Redis): Promise<number> {
  const list = (await observer.client('LIST')) as string;
  return list.trim().split('\n').length - 1;
}
