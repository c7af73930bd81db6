/** Changes whenever the same input could give another body; part of the dataset's fingerprint. */
export const analysisVersion = '2026.4';
