/** Services of others that we tell of what was found. */
export const partners = ['viral-engine', 'orchestrator'] as const;
export type Partner = (typeof partners)[number];

/** What a partner looks at of a delivery that it took. */
export interface TakenDelivery {
  /** Of the event: the same one again is a duplicate. */
  readonly id: string;
  readonly type: string | null;
  readonly partitionKey: string | null;
  /** Those that say what it is; of an authorization the scheme alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly bytes: number;
}
