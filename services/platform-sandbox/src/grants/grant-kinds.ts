import type { AccountPlatform } from '../known-account.ts';

/** Each kind has its own login, tokens and scopes; a token of one is worth nothing to another. */
export const grantKinds = [
  'youtube',
  'tiktok-accounts',
  'tiktok-display',
  'instagram-login',
  'instagram-facebook',
  'threads',
] as const;
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
  'instagram-login': [
    'instagram_business_basic',
    'instagram_business_manage_insights',
    'instagram_business_manage_comments',
    'instagram_business_content_publish',
    'instagram_business_manage_messages',
  ],
  'instagram-facebook': [
    'instagram_basic',
    'instagram_manage_insights',
    'instagram_manage_comments',
    'pages_show_list',
    'pages_read_engagement',
    'ads_read',
    'ads_management',
    'business_management',
    'public_profile',
  ],
  threads: [
    'threads_basic',
    'threads_content_publish',
    'threads_read_replies',
    'threads_manage_replies',
    'threads_manage_insights',
    'threads_keyword_search',
    'threads_manage_mentions',
    'threads_delete',
    'threads_location_tagging',
    'threads_profile_discovery',
    'threads_share_to_instagram',
  ],
};

/** Which accounts of the world a kind is a grant of. */
export const platformOf: Readonly<Record<GrantKind, AccountPlatform>> = {
  youtube: 'youtube',
  'tiktok-accounts': 'tiktok',
  'tiktok-display': 'tiktok',
  'instagram-login': 'instagram',
  'instagram-facebook': 'instagram',
  threads: 'threads',
};

/** Any of these reads the Data API. */
export const dataApiScopes: readonly string[] = [
  googleScopes.readonly,
  `${google}youtube`,
  `${google}youtube.force-ssl`,
];
