export const sizes = ['1k', '10k', '100k'] as const;
export type Size = (typeof sizes)[number];

const counts: Readonly<Record<Size, number>> = { '1k': 1_000, '10k': 10_000, '100k': 100_000 };

export const countOf = (size: Size): number => counts[size];
