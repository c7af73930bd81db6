export { everyCapability } from './builders/capabilities.ts';
export { event } from './builders/event.ts';
export { importedPost, importSummary } from './builders/import.ts';
export { newScan } from './builders/new-scan.ts';
export { newScrape, type ScrapeToTakeOn } from './builders/new-scrape.ts';
export { metrics, post, profile } from './builders/post.ts';
export { principal } from './builders/principal.ts';
export { report, reportBody } from './builders/report.ts';
export { report10 } from './builders/report-1-0.ts';
export { viralPost } from './builders/viral-post.ts';
export {
  analysisSessionsConformance,
  type SessionsUnderTest,
} from './conformance/analysis-sessions-conformance.ts';
export { connectorConformance } from './conformance/connector-conformance.ts';
export type { ConnectorUnderTest, Refusal } from './conformance/connector-under-test.ts';
export { jobQueueConformance, type QueueUnderTest } from './conformance/job-queue-conformance.ts';
export {
  type CacheUnderTest,
  latestReportCacheConformance,
} from './conformance/latest-report-cache-conformance.ts';
export { memoryStoreUnderTest } from './conformance/memory-store-under-test.ts';
export { pgStoreUnderTest } from './conformance/pg-store-under-test.ts';
export { retentionConformance } from './conformance/retention-conformance.ts';
export {
  daysAgo,
  limits as retentionLimits,
  type RetentionRoom,
  retentionOf,
} from './conformance/retention-room.ts';
export { storeConformance } from './conformance/store-conformance.ts';
export type { OpenStore, StoreUnderTest } from './conformance/store-under-test.ts';
export {
  type SubjectKeysUnderTest,
  subjectKeysConformance,
} from './conformance/subject-keys-conformance.ts';
export { type OwnRedis, ownRedis } from './databases/own-redis.ts';
export {
  type TestDatabase,
  type TestDatabaseOptions,
  testDatabase,
} from './databases/test-database.ts';
export { testRedisPrefix } from './databases/test-redis.ts';
export { type TimescaleDatabase, timescaleDatabase } from './databases/timescale-database.ts';
export { inMemoryCache } from './memory/cache.ts';
export { type InMemoryStore, inMemoryStore } from './memory/in-memory-store.ts';
export { type ManualClock, manualClock } from './memory/manual-clock.ts';
export { noOwnAccounts } from './memory/own-accounts.ts';
export { type InMemoryQueue, inMemoryQueue } from './memory/queue.ts';
export { type OAuthScript, type ScriptedOAuth, scriptedOAuth } from './memory/scripted-oauth.ts';
export { inMemorySubjectKeys } from './memory/subject-keys.ts';
export { sharedPath } from './shared/shared-path.ts';
