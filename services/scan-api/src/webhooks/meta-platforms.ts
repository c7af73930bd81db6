/** Platforms whose webhooks are Meta's. */
export const metaPlatforms = [
  { platform: 'instagram', name: 'Instagram', variable: 'INSTAGRAM_CLIENT_SECRET' },
  { platform: 'threads', name: 'Threads', variable: 'THREADS_CLIENT_SECRET' },
] as const;
