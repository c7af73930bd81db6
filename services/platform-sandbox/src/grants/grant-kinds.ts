/** Each kind has its own login, tokens and scopes; a token of one is worth nothing to another. */
export const grantKinds = ['youtube', 'tiktok-accounts', 'tiktok-display'] as const;
export type GrantKind = (typeof grantKinds)[number];

const google = 'https://www.googleapis.com/auth/';

export const googleScopes = {
  readonly: `${google}youtube.readonly`,
  analytics: `${google}yt-analytics.readonly`,
  money: `${google}yt-analytics-monetary.readonly`,
} as const;

/** All that the platforms know. The order is part of tokens: append only. */
export const knownScopes: Readonly<Record<GrantKind, readonly string[]>> = {
  youtube: [
    googleScopes.readonly,
    googleScopes.analytics,
    googleScopes.money,
    `${google}youtube`,
    `${google}youtube.force-ssl`,
    `${google}userinfo.email`,
    `${google}userinfo.profile`,
    'openid',
    'email',
    'profile',
  ],
  'tiktok-accounts': [
    'user.info.basic',
    'user.info.username',
    'user.info.stats',
    'user.info.profile',
    'user.account.type',
    'user.insights',
    'video.list',
    'video.insights',
    'comment.list',
    'comment.list.manage',
    'video.publish',
    'video.upload',
  ],
  'tiktok-display': [
    'user.info.basic',
    'user.info.profile',
    'user.info.stats',
    'video.list',
    'video.publish',
    'video.upload',
  ],
};

/** Any of these reads the Data API. */
export const dataApiScopes: readonly string[] = [
  googleScopes.readonly,
  `${google}youtube`,
  `${google}youtube.force-ssl`,
];
