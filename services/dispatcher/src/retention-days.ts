import { type Access, type Platform, platforms } from '@viral-scan/contracts';
import type { RetentionDays } from '@viral-scan/scan';

/**
 * YouTube's developer policies (III.E.4, as of 2026-09): statistics and analytics read with a grant
 * may be kept as long as they are needed, what anyone may see for 30 days at most. TikTok names no
 * number. What users brought in files is theirs.
 */
const defaults: RetentionDays = {
  youtube: { own: 1_095, public: 30 },
  tiktok: { own: 1_095, public: 1_095 },
  instagram: { own: 1_095, public: 1_095 },
  threads: { own: 1_095, public: 1_095 },
  file: { own: null, public: null },
};

const mostDays = 36_500;

/**
 * A comma list of `platform=days` or `platform=never`. Public data is kept no longer than by default
 * unless `platform:public=…` says so; what is not named is as by default. `file` stands for all that
 * users brought.
 *
 * @throws Error that says what is wrong with which entry
 */
export function parseRetentionDays(text: string): RetentionDays {
  const given = new Map<string, number | null>();
  for (const entry of text.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const { name, days } = parseEntry(entry);
    if (given.has(name)) throw new Error(`names ${name} twice`);
    given.set(name, days);
  }
  const daysOf = (platform: Platform): Readonly<Record<Access, number | null>> => {
    const usual = defaults[platform];
    const own = given.has(platform) ? (given.get(platform) ?? null) : usual.own;
    const named = `${platform}:public`;
    const anyone = given.has(named) ? (given.get(named) ?? null) : shorter(own, usual.public);
    return { own, public: anyone };
  };
  return {
    youtube: daysOf('youtube'),
    tiktok: daysOf('tiktok'),
    instagram: daysOf('instagram'),
    threads: daysOf('threads'),
    file: daysOf('file'),
  };
}

function parseEntry(entry: string): { readonly name: string; readonly days: number | null } {
  const [, name = '', kept = ''] = /^([^=]*)=(.*)$/.exec(entry) ?? [];
  const [platform, access, ...rest] = name.split(':');
  const isKnown = platforms.some((known) => known === platform);
  if (!isKnown || rest.length > 0 || (access !== undefined && access !== 'public')) {
    throw new Error(
      `"${entry}" must be platform=days or platform:public=days, with one of ${platforms.join(', ')}`,
    );
  }
  if (kept === 'never') return { name, days: null };
  const days = /^\d{1,6}$/.test(kept) ? Number(kept) : 0;
  if (days < 1 || days > mostDays) {
    throw new Error(`"${entry}" must name 1 to ${mostDays} days, or "never"`);
  }
  return { name, days };
}

const shorter = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
