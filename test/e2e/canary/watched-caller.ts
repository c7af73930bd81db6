import { setTimeout as sleep } from 'node:timers/promises';
import type { ScanResults, ScanStatus } from '@viral-scan/contracts';
import type { WatchedSystem } from './watched-system.ts';

export interface Answered {
  /** Without query and ids, such as `GET /scan/results`. */
  readonly call: string;
  readonly status: number;
  readonly text: string;
}

/** The integrator, who keeps all that the API has ever answered. */
export class WatchedCaller {
  readonly #system: Pick<WatchedSystem, 'apiUrl' | 'sandboxUrl' | 'token'>;
  readonly answers: Answered[] = [];

  constructor(system: Pick<WatchedSystem, 'apiUrl' | 'sandboxUrl' | 'token'>) {
    this.#system = system;
  }

  async call(path: string, init: RequestInit = {}): Promise<Answered> {
    const { apiUrl, token } = this.#system;
    const response = await fetch(path.startsWith('http') ? path : `${apiUrl}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    const body = await response.text();
    const headers = JSON.stringify([...response.headers]);
    const { pathname } = new URL(path, apiUrl);
    const answered = {
      call: `${init.method ?? 'GET'} ${pathname.split('/').slice(0, 3).join('/')}`,
      status: response.status,
      text: `${headers} ${body}`,
    };
    this.answers.push(answered);
    return { ...answered, text: body };
  }

  send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answered> {
    return this.call(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** The sandbox's own controls; what it answers is not ours. */
  async sandbox<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#system.sandboxUrl}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Goes through the consent as a browser would. */
  async connect(platform: string, id: string): Promise<Answered> {
    const begun = await this.call(`/connect/${platform}`);
    const consent = new URL(JSON.parse(begun.text).authorization_url);
    consent.searchParams.set('sandbox_account', id);
    consent.searchParams.set('sandbox_consent', 'auto');
    const answer = await fetch(consent, { redirect: 'manual' });
    const callback = answer.headers.get('location');
    if (callback === null) throw new Error(`${platform}: no consent, ${answer.status}`);
    return this.call(callback);
  }

  async scan(body: object): Promise<ScanResults> {
    const initiated = await this.send('POST', '/scan/initiate', body);
    if (initiated.status !== 202) throw new Error(`${initiated.status} ${initiated.text}`);
    const { scan_id: id } = JSON.parse(initiated.text);
    for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(250)) {
      const status: ScanStatus = JSON.parse((await this.call(`/scan/status/${id}`)).text);
      if (status.completed_at !== null) {
        return JSON.parse((await this.call(`/scan/results/${id}`)).text);
      }
    }
    throw new Error(`scan ${id} did not end`);
  }
}
