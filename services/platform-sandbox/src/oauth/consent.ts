/** Who agrees, and to what, when an app asks: a person on a page, or the sandbox by itself. */
export interface ConsentSettings {
  readonly mode: 'page' | 'auto' | 'deny';
  /** Agrees for this account; null: the demo user's first on the platform. */
  readonly account: string | null;
  /** Scopes that are not granted. */
  readonly withhold: readonly string[];
}

export const consentModes = ['page', 'auto', 'deny'] as const;

const list = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

/** One request may choose for itself: `sandbox_consent`, `sandbox_account`, `sandbox_withhold`. */
export function consentFor(standing: ConsentSettings, query: URLSearchParams): ConsentSettings {
  const mode = consentModes.find((known) => known === query.get('sandbox_consent'));
  const withhold = query.get('sandbox_withhold');
  return {
    mode: mode ?? standing.mode,
    account: query.get('sandbox_account') ?? standing.account,
    withhold: withhold === null ? standing.withhold : list(withhold),
  };
}

export interface ConsentState {
  get(): ConsentSettings;
  set(settings: ConsentSettings): void;
}

export function createConsentState(mode: ConsentSettings['mode']): ConsentState {
  let settings: ConsentSettings = { mode, account: null, withhold: [] };
  return {
    get: () => settings,
    set(next) {
      settings = next;
    },
  };
}
