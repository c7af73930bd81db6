/** Reading a channel and its reports; nothing can be changed with them. */
export const googleScopes = [
  'https://www.googleapis.com/auth/yt-analytics.readonly',
  'https://www.googleapis.com/auth/youtube.readonly',
] as const;
