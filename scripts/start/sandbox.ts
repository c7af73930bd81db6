/** The parts of the platform sandbox's control surface that the start uses. */
export interface SandboxClock {
  readonly now: string;
  readonly starts_at: string;
  readonly ends_at: string;
}

export interface SandboxAccount {
  readonly id: string;
  readonly title: string;
  readonly videos: number;
}

/** An account of the sample user on a platform that is connected by OAuth. */
export interface ConnectableAccount {
  readonly platform: string;
  readonly id: string;
  readonly name: string;
}

/** The world's sample user: account ids, without the platform in front. */
export interface SandboxUser {
  readonly timezone: string;
  readonly own: readonly string[];
  /** What the user can connect by OAuth. */
  readonly accounts: readonly ConnectableAccount[];
  readonly competitors: readonly string[];
}

export class Sandbox {
  readonly url: string;
  #now: Date | null = null;

  constructor(url: string) {
    this.url = url;
  }

  clock(): Promise<SandboxClock> {
    return this.#call('/_sandbox/clock');
  }

  async setClock(now: Date): Promise<void> {
    this.#now = now;
    await this.#call('/_sandbox/clock', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      // Days that are replayed are news to nobody.
      body: JSON.stringify({ now: now.toISOString(), quietly: true }),
    });
  }

  /** A sandbox that was started again stands at its world's end: puts it back to where it was. */
  async restoreClock(): Promise<void> {
    if (this.#now !== null) await this.setClock(this.#now);
  }

  /** What happens on the platform is told to these addresses from now on. */
  async tell(platform: string, callbacks: Readonly<Record<string, string>>): Promise<void> {
    await this.#call(`/_sandbox/webhooks/${platform}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(callbacks),
    });
  }

  user(): Promise<SandboxUser> {
    return this.#call('/_sandbox/user');
  }

  async accounts(): Promise<readonly SandboxAccount[]> {
    const { accounts } = await this.#call<{ accounts: readonly SandboxAccount[] }>(
      '/_sandbox/accounts?limit=1000',
    );
    return accounts;
  }

  async #call<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`${this.url}${path}`, init);
    if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
