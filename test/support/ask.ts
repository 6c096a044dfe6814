import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One GET over a connection that is not kept, so that it holds no server. */
export async function ask(
  url: string,
  headers: Record<string, string> = {},
  agent: Agent | false = false,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      const { statusCode = 0, headers } = response;
      text(response).then(
        (body) => resolve({ status: statusCode, headers, body }),
        reject,
      );
    }).once('error', reject);
  });
}

/** Many of them, over as many connections as there may be at the same time. */
export async function askTimes(
  times: number,
  url: string,
  headers?: Record<string, string>,
): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  try {
    return await Promise.all(
      Array.from({ length: times }, () => ask(url, headers, agent)),
    );
  } finally {
    agent.destroy();
  }
}
