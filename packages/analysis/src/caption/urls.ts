import { urlPattern } from './sign-patterns.ts';

const trailing = new Set(".,;:!?…)]}'’*_~");

/** The web addresses of a caption, as written; signs at the end belong to the sentence. O(length). */
export function urlsOf(caption: string): string[] {
  return (caption.match(urlPattern) ?? []).map((url) => {
    let end = url.length;
    while (end > 0 && trailing.has(url[end - 1] ?? '')) end--;
    return url.slice(0, end);
  });
}
