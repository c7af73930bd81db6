export {
  type AccountScheduleDeps,
  type AccountTimes,
  accountSchedule,
  type PostingTimes,
} from './account-schedule.ts';
export type { PlannedApi } from './plan-apis.ts';
export type { PlannedCollection } from './plan-collection.ts';
export { type PlannedAccount, type PlanScanDeps, planScan, type ScanPlan } from './plan-scan.ts';
export {
  type ScheduleDeps,
  scheduleCollections,
  scheduleRule,
} from './schedule-collections.ts';
export { type RetentionDays, type SweepDeps, sweepExpired } from './sweep-expired.ts';
export type { WayToRead } from './way-to-read.ts';
