export { canonicalJson, fingerprintOf, sha256 } from './fingerprint.ts';
export type * from './ports/index.ts';
export * from './use-cases/analyze-scan.ts';
export * from './use-cases/collect-account.ts';
export * from './use-cases/dispatch.ts';
export * from './use-cases/import-file.ts';
export * from './use-cases/initiate.ts';
export * from './use-cases/latest-report.ts';
export { windowOf } from './window.ts';
