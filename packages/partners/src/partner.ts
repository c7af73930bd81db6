import type { Destination, Http, OutboundDelivery } from '@viral-scan/contracts';

/** Where a partner is, and how it is called. */
export interface PartnerOptions {
  /** Without the slash behind it. */
  readonly baseUrl: string;
  /** Sent as a bearer token; null: the partner asks for none. */
  readonly token: string | null;
  /** Answers every status; of the answer only status and headers are looked at. */
  readonly http: Http;
  /** How long calls to this URL would not go out, since it failed repeatedly. */
  readonly openForMs?: (url: URL) => number;
}

/** Takes events; throws as its answers say, see `readAnswer`. */
export interface Partner<Name extends Destination> {
  readonly name: Name;
  restsForMs(): number;
  send(delivery: OutboundDelivery, call: { readonly signal: AbortSignal }): Promise<void>;
}
