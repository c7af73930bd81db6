import { mentionPattern, urlPattern } from './sign-patterns.ts';

/** The accounts a caption names with "@", in small letters, each once; no e-mail addresses. O(length). */
export function mentionsOf(caption: string): string[] {
  if (!caption.includes('@')) return [];
  const names = caption.replace(urlPattern, ' ').match(mentionPattern) ?? [];
  return [...new Set(names.map((name) => trimEnd(name.slice(1)).toLowerCase()))];
}

/** A dot or hyphen at the end belongs to the sentence. */
function trimEnd(name: string): string {
  let end = name.length;
  while (end > 1 && (name[end - 1] === '.' || name[end - 1] === '-')) end--;
  return name.slice(0, end);
}
