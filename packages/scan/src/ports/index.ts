export type * from './analysis-sessions.ts';
export type * from './clock.ts';
export type * from './dispatch.ts';
export type * from './identity.ts';
export type * from './imports.ts';
export type * from './latest-report-cache.ts';
export type * from './scans.ts';
export type * from './steps.ts';
