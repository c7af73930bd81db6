import { createHash } from 'node:crypto';

/** 27 characters, as the platform's are today: SHA-1 of the content without its etags. */
const etagOf = (content: unknown): string =>
  createHash('sha1').update(JSON.stringify(content)).digest('base64url');

/** Puts `etag` behind `kind`, where the platform has it. */
export function withEtag<Content extends { readonly kind: string }>(
  content: Content,
): Content & { etag: string } {
  const { kind, ...rest } = content;
  return { kind, etag: etagOf(content), ...rest } as unknown as Content & { etag: string };
}

const bareEtag = (candidate: string): string =>
  candidate
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');

/** Whether `If-None-Match` names the etag: quoted, bare, weak, in a list, or `*`. */
export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map(bareEtag)
    .some((candidate) => candidate === '*' || candidate === etag);
