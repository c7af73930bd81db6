const word = 'REDACTED';
const longest = 256;

/** Stands for a secret, as long as it; masking a mask changes nothing. */
export const mask = (secret: string): string => word.padEnd(Math.min(secret.length, longest), 'x');
