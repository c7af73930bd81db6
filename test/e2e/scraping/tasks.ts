import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../harness.ts';

export interface TaskStatus {
  readonly task_id: string;
  readonly status: 'queued' | 'running' | 'completed' | 'failed';
  readonly posts_scraped: number;
  readonly error: string | null;
}

/** Scraping tasks as a caller of the viral-scraper surface asks for them. */
export class Tasks {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  ask(account: string): Promise<{ status: number; body: { task_id: string } }> {
    const path = `/scrape/account/${encodeURIComponent(account)}`;
    return this.#caller.call(path, { method: 'POST' });
  }

  /** Asks again until the account's window is over. */
  async begin(account: string): Promise<string> {
    for (;;) {
      const { status, body } = await this.ask(account);
      if (status === 200) return body.task_id;
      if (status !== 429) throw new Error(`${account}: ${status} ${JSON.stringify(body)}`);
      await sleep(300);
    }
  }

  async untilEnded(taskId: string, patienceMs = 120_000): Promise<TaskStatus> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.#caller
        .call<TaskStatus>(`/task/status/${taskId}`)
        .catch(() => null);
      const ended = answer?.body.status === 'completed' || answer?.body.status === 'failed';
      if (answer?.status === 200 && ended) return answer.body;
      if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer?.body)}`);
      await sleep(100);
    }
  }
}
