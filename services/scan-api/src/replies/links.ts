export const statusPath = (scanId: string): string => `/scan/status/${scanId}`;
export const resultsPath = (scanId: string): string => `/scan/results/${scanId}`;

export const linksOf = (scanId: string, self: 'status' | 'results') => ({
  self: self === 'status' ? statusPath(scanId) : resultsPath(scanId),
  status: statusPath(scanId),
  results: resultsPath(scanId),
});
