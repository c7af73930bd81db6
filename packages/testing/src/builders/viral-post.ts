import type { ViralPost } from '@viral-scan/contracts';

export const viralPost = (known: Partial<ViralPost> = {}): ViralPost => ({
  content: 'a caption of somebody',
  account_id: 'threads:somebody',
  post_url: 'https://www.threads.net/@somebody/post/1',
  timestamp: '2026-06-01T12:00:00.000Z',
  likes: 900,
  comments: 30,
  shares: 12,
  engagement_rate: 0.25,
  performance_percentile: 99.5,
  ...known,
});
