import type { ThreadsProfile } from '@viral-scan/worlds';
import { type Readers, readFields, showNode } from '../meta/field-list.ts';
import { checkParameters } from '../meta/parameters.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

export const pictureOf = ({ id }: ThreadsProfile): string =>
  `https://scontent.cdninstagram.com/v/t51.2885-15/${id}_n.jpg?_nc_cat=1`;

const readers: Readers<ThreadsProfile> = {
  id: ({ id }) => id,
  username: ({ username }) => username,
  name: ({ name }) => name,
  threads_profile_picture_url: pictureOf,
  threads_biography: ({ biography }) => biography,
  is_verified: ({ isVerified }) => isVerified,
};

/** `GET /me`. */
export function showProfile(call: ThreadsCall, profile: ThreadsProfile): object {
  requireThreads(call);
  checkParameters(call.query, ['fields']);
  return showNode('ThreadsUser', readers, profile, readFields(call.query));
}

const limits = {
  quota_usage: 0,
  config: { quota_total: 250, quota_duration: 86_400 },
  reply_quota_usage: 0,
  reply_config: { quota_total: 1_000, quota_duration: 86_400 },
  delete_quota_usage: 0,
  delete_config: { quota_total: 100, quota_duration: 86_400 },
  location_search_quota_usage: 0,
  location_search_config: { quota_total: 500, quota_duration: 86_400 },
} as const;

const limitReaders: Readers<null> = Object.fromEntries(
  Object.entries(limits).map(([name, value]) => [name, () => value]),
);

/** `GET /me/threads_publishing_limit`: nothing is published here. */
export function publishingLimit(call: ThreadsCall): object {
  requireThreads(call);
  checkParameters(call.query, ['fields']);
  const fields = readFields(call.query).filter(({ name }) => name !== 'id');
  const shown = showNode(
    'ThreadsPublishingLimit',
    { ...limitReaders, id: () => undefined },
    null,
    fields,
  );
  return { data: [shown] };
}
