/** An answer that YouTube gave together with its ETag. */
export interface TaggedAnswer {
  readonly etag: string;
  readonly text: string;
}

/**
 * Keeps answers so that an unchanged one need not travel again (`If-None-Match`, then 304). Keys are
 * digests: neither a key nor a token can be read from them. What is lost costs bytes only.
 */
export interface EtagCache {
  get(key: string): Promise<TaggedAnswer | null> | TaggedAnswer | null;
  set(key: string, answer: TaggedAnswer): Promise<void> | void;
}

/** In memory; whatever was used longest ago goes first. */
export function boundedEtagCache({
  maxEntries = 500,
  maxCharacters = 4_194_304,
}: {
  readonly maxEntries?: number;
  readonly maxCharacters?: number;
} = {}): EtagCache {
  const answers = new Map<string, TaggedAnswer>();
  let characters = 0;
  const remove = (key: string) => {
    characters -= answers.get(key)?.text.length ?? 0;
    answers.delete(key);
  };
  return {
    get: (key) => {
      const answer = answers.get(key);
      if (answer === undefined) return null;
      // Maps keep the order of insertion: whatever was used last stands last.
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    set: (key, answer) => {
      remove(key);
      if (answer.text.length > maxCharacters / 4) return;
      answers.set(key, answer);
      characters += answer.text.length;
      for (const oldest of answers.keys()) {
        if (answers.size <= maxEntries && characters <= maxCharacters) return;
        remove(oldest);
      }
    },
  };
}
