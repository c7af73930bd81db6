import type { InboundEvent, InboundKind } from '@viral-scan/contracts';
import { idOf, memberAt, membersOf, momentOf, nameOf } from './document.ts';
import type { MetaChange } from './meta-changes.ts';
import { eventKey } from './verdict.ts';

type MetaPlatform = 'instagram' | 'threads';

/** What a field tells of; `names` name the happening for good. */
interface Told {
  readonly kind: InboundKind;
  readonly account: string | null;
  readonly postId: string | null;
  readonly names: readonly (string | null)[];
}

/** A change as an event; fields that we do not know are `other`. */
export function metaEvent(platform: MetaPlatform, change: MetaChange): InboundEvent {
  const { field, time } = change;
  const { kind, account, postId, names } =
    (platform === 'threads' ? tellThreads(change) : tellInstagram(change)) ?? tellOther(change);
  // The time is of the sending, which may differ when told again: it counts only where no id does.
  const isNamed = kind !== 'other' && names.every((name) => name !== null);
  const naming = isNamed ? names : [...names, account, time];
  return {
    platform,
    key: eventKey(platform, [field, ...naming]),
    kind,
    name: nameOf(field),
    accountId: account,
    postId,
    occurredAt: momentOf(time),
  };
}

function tellInstagram({ object, target, field, value }: MetaChange): Told | null {
  if (object !== 'instagram') return null;
  const account = idOf(target);
  const media = idOf(memberAt(value, 'media', 'id')) ?? idOf(memberAt(value, 'media_id'));
  const comment = idOf(memberAt(value, 'comment_id'));
  switch (field) {
    case 'comments':
    case 'live_comments':
      return {
        kind: 'comment',
        account,
        postId: media,
        names: [comment ?? idOf(memberAt(value, 'id'))],
      };
    case 'mentions':
      // In a caption there is no comment: the medium itself names the mention.
      return { kind: 'mention', account, postId: media, names: [account, media, comment ?? ''] };
    default:
      return null;
  }
}

/**
 * `target_id` is documented as the account of topic `interaction` but as the post of topic
 * `moderate`: owners that are named come first, and what is the post's own id is no account.
 */
function tellThreads({ target, field, value }: MetaChange): Told | null {
  const id = idOf(memberAt(value, 'id'));
  const owner = idOf(memberAt(value, 'owner', 'owner_id')) ?? idOf(memberAt(value, 'owner', 'id'));
  const root = idOf(memberAt(value, 'root_post', 'id'));
  const user = idOf(target) === id ? null : idOf(target);
  switch (field) {
    case 'publish':
      return { kind: 'post_published', account: user, postId: id, names: [id] };
    case 'delete':
      return { kind: 'post_removed', account: owner ?? user, postId: id, names: [id] };
    case 'replies':
      return {
        kind: 'comment',
        account: idOf(memberAt(value, 'root_post', 'owner_id')) ?? user,
        postId: root ?? idOf(memberAt(value, 'replied_to', 'id')),
        names: [id],
      };
    case 'mentions':
      // One post may mention several accounts.
      return { kind: 'mention', account: user, postId: id, names: [user, id] };
    default:
      return null;
  }
}

const tellOther = ({ target, value }: MetaChange): Told => ({
  kind: 'other',
  account: idOf(target),
  postId: idOf(memberAt(value, 'media', 'id')) ?? idOf(memberAt(value, 'media_id')),
  names: [
    ...membersOf(value)
      .filter(([name]) => name === 'id' || name === 'timestamp' || name.endsWith('_id'))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, id]) => idOf(id)),
    idOf(memberAt(value, 'message', 'mid')),
    idOf(memberAt(value, 'sender', 'id')),
  ],
});
