export const webhookPlatforms = ['tiktok', 'instagram', 'threads'] as const;
export type WebhookPlatform = (typeof webhookPlatforms)[number];

/** Where an app wants to be told, as in the platform's developer settings. */
export interface Callback {
  readonly platform: WebhookPlatform;
  /** Null: no events, only what follows. */
  readonly url: URL | null;
  readonly verifyToken: string | null;
  readonly secret: string;
  /** The secret before the last rotation; null: never rotated. */
  readonly formerSecret: string | null;
  /** Meta's: where a user who removes the app is told of … */
  readonly deauthorizeUrl: URL | null;
  /** … and one who wants their data deleted. */
  readonly dataDeletionUrl: URL | null;
}

/** One for each platform, as one app has. */
export interface Callbacks {
  get(platform: WebhookPlatform): Callback | null;
  /** Another secret than before makes the one before the former. */
  put(callback: Omit<Callback, 'formerSecret'>): void;
  /** False where there is none. */
  remove(platform: WebhookPlatform): boolean;
  list(): readonly Callback[];
}

export function createCallbacks(): Callbacks {
  const known = new Map<WebhookPlatform, Callback>();
  return {
    get: (platform) => known.get(platform) ?? null,
    put(callback) {
      const before = known.get(callback.platform);
      const isRotated = before !== undefined && before.secret !== callback.secret;
      const formerSecret = isRotated ? before.secret : (before?.formerSecret ?? null);
      known.set(callback.platform, { ...callback, formerSecret });
    },
    remove: (platform) => known.delete(platform),
    list: () => webhookPlatforms.flatMap((platform) => known.get(platform) ?? []),
  };
}
