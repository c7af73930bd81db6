import { rmSync } from 'node:fs';
import { writeJson } from './json-file.ts';

/** What `run.json` tells scripts while the system runs. */
export interface RunFacts {
  readonly api_url: string;
  readonly docs_url: string;
  readonly sandbox_url: string;
  readonly tenant_id: string;
  readonly user_id: string;
  readonly token: string;
  /** Null until the first scan was taken on. */
  readonly scan_id: string | null;
  readonly pids: Readonly<Record<string, number>>;
  readonly engine_pids: Readonly<Record<string, number>>;
  readonly database_url: string;
  readonly redis_url: string;
}

export class RunFile {
  readonly path: string;
  #facts: Partial<RunFacts> = {};

  constructor(path: string) {
    this.path = path;
  }

  /** Written once all is known (`scan_id` comes last), and at every change after. */
  tell(news: Partial<RunFacts>): void {
    this.#facts = { ...this.#facts, ...news };
    if (this.#facts.scan_id !== undefined) writeJson(this.path, this.#facts);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
