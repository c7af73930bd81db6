export type Partner = 'viral-engine' | 'orchestrator';

export interface PartnerView {
  readonly received: number;
  readonly distinct_ids: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly refused_by_fault: number;
  readonly by_partition_key: Readonly<
    Record<string, readonly { readonly id: string; readonly type: string }[]>
  >;
}

/** What the partners that the sandbox plays have received, and what goes wrong with them. */
export class Partners {
  readonly #url: string;

  constructor(sandboxUrl: string) {
    this.#url = `${sandboxUrl}/_sandbox/partners`;
  }

  async view(partner: Partner): Promise<PartnerView> {
    const answer = await fetch(this.#url);
    const views = (await answer.json()) as { partners: Record<Partner, PartnerView> };
    return views.partners[partner];
  }

  async breakDown(partner: Partner, forSeconds: number): Promise<void> {
    const answer = await fetch(`${this.#url}/${partner}/fault`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'down', for_seconds: forSeconds }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
