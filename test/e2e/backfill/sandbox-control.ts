/** One page of a list and how often it was answered; see the sandbox's request log. */
export interface PageCount {
  readonly api: string;
  readonly list: string;
  readonly cursor: string | null;
  readonly fetched: number;
}

export interface CallReport {
  readonly by_api: Readonly<
    Record<
      string,
      {
        readonly calls: number;
        readonly by_operation: Readonly<Record<string, number>>;
        readonly refused: Readonly<Record<string, number>>;
      }
    >
  >;
  readonly busiest: readonly {
    readonly api: string;
    readonly user: string | null;
    readonly most_in_1s: number;
    readonly most_in_60s: number;
  }[];
  /** Of all lists. */
  readonly pages: { readonly fetched: number };
}

/** What the sandbox tells of itself, and its clock. */
export class SandboxControl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/_sandbox`;
  }

  report(): Promise<CallReport> {
    return this.#call('/requests');
  }

  /** Of one account or playlist, in the order they were first asked for. */
  async pagesOf(list: string): Promise<readonly PageCount[]> {
    const { pages } = await this.#call<{ pages: readonly PageCount[] }>('/requests/pages');
    return pages.filter((page) => page.list === list);
  }

  async forgetCalls(): Promise<void> {
    await fetch(`${this.#url}/requests`, { method: 'DELETE' });
  }

  async setClock(now: Date): Promise<void> {
    await this.#call('/clock', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: now.toISOString() }),
    });
  }

  async #call<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`${this.#url}${path}`, init);
    if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** Of all of its pages. */
export const fetchesOf = (pages: readonly PageCount[]): number =>
  pages.reduce((sum, { fetched }) => sum + fetched, 0);
