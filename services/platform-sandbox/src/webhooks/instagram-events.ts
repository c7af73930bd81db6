import { metaJson } from './meta-json.ts';

/** What Instagram tells of: of new posts it tells nothing. `caption_mentions` come as `mentions`. */
export const instagramEvents = [
  'comments',
  'live_comments',
  'mentions',
  'caption_mentions',
  'story_insights',
  'messages',
] as const;
export type InstagramEvent = (typeof instagramEvents)[number];

/** `changes`: as with Facebook Login; `direct`: as the samples of Instagram Login show it. */
export const instagramShapes = ['changes', 'direct'] as const;
export type InstagramShape = (typeof instagramShapes)[number];

export interface InstagramHappening {
  readonly event: InstagramEvent;
  /** Of the professional account. */
  readonly accountId: string;
  readonly mediaId: string;
  readonly at: Date;
  /** Its own among all that ever happened. */
  readonly serial: string;
}

/** One body for all of them, an entry for each account, in the order of the happenings. */
export function instagramText(
  happenings: readonly InstagramHappening[],
  shape: InstagramShape,
  isEscaped: boolean,
): string {
  const entry = shape === 'direct' ? directEntries(happenings) : groupedEntries(happenings);
  return metaJson({ object: 'instagram', entry }, isEscaped);
}

const headOf = ({ accountId, at }: InstagramHappening) => ({
  id: accountId,
  time: Math.floor(at.getTime() / 1_000),
});

const directEntries = (happenings: readonly InstagramHappening[]): object[] =>
  happenings.map((each) =>
    each.event === 'messages'
      ? { ...headOf(each), messaging: [messageOf(each)] }
      : { ...headOf(each), ...changeOf(each) },
  );

function groupedEntries(happenings: readonly InstagramHappening[]): object[] {
  const byAccount = Map.groupBy(happenings, ({ accountId }) => accountId);
  return [...byAccount.values()].map((group) => {
    const [first] = group;
    const head = first === undefined ? {} : headOf(first);
    return first?.event === 'messages'
      ? { ...head, messaging: group.map(messageOf) }
      : { ...head, changes: group.map(changeOf) };
  });
}

function changeOf({ event, mediaId, serial }: InstagramHappening): object {
  switch (event) {
    case 'mentions':
      return { field: 'mentions', value: { comment_id: `178${serial}`, media_id: mediaId } };
    case 'caption_mentions':
      return { field: 'mentions', value: { media_id: mediaId } };
    case 'story_insights':
      return {
        field: event,
        value: {
          media_id: mediaId,
          impressions: 444,
          reach: 44,
          taps_forward: 4,
          taps_back: 3,
          exits: 3,
          replies: 0,
        },
      };
    default:
      return {
        field: event,
        value: {
          id: `178${serial}`,
          from: { id: `99${serial}`, username: `commenter_${serial.slice(-4)}` },
          media: { id: mediaId, media_product_type: 'FEED' },
          // Something to escape: beyond ASCII, beyond the first plane, a slash.
          text: `Schön gemacht, 10/10 🎬 (${serial})`,
        },
      };
  }
}

const messageOf = ({ accountId, at, serial }: InstagramHappening): object => ({
  sender: { id: `99${serial}` },
  recipient: { id: accountId },
  timestamp: at.getTime(),
  message: { mid: `mid.${serial}`, text: 'Hallo / hi' },
});
