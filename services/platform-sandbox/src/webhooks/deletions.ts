import { z } from 'zod';

/** What an app answered to a request to delete a user's data. */
export interface Deletion {
  readonly platform: string;
  readonly userId: string;
  /** Where the user sees how it goes; null: the answer was none of Meta's form. */
  readonly url: string | null;
  readonly confirmationCode: string | null;
}

export interface Deletions {
  /** Reads the body of the app's answer. */
  note(platform: string, userId: string, answer: string): void;
  list(): readonly Deletion[];
}

const answerSchema = z.object({ url: z.string(), confirmation_code: z.string() });
const mostKept = 1_000;

export function createDeletions(): Deletions {
  const noted: Deletion[] = [];
  return {
    note(platform, userId, answer) {
      const { url = null, confirmation_code: confirmationCode = null } = readAnswer(answer) ?? {};
      noted.push({ platform, userId, url, confirmationCode });
      if (noted.length > mostKept) noted.shift();
    },
    list: () => [...noted],
  };
}

function readAnswer(text: string): z.output<typeof answerSchema> | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
