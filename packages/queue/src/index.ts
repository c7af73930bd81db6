export {
  connectRedis,
  type RedisConnectionOptions,
  type RedisRole,
  redisPing,
} from './connect-redis.ts';
export { type BullJobQueue, createJobQueue, type JobQueueOptions } from './create-job-queue.ts';
export {
  createLatestReportCache,
  latestReportKey,
  type RedisLatestReportCache,
} from './latest-report-cache.ts';
export { type Outcome, outcomeOf } from './outcomes.ts';
export { type RemovedJobs, removeJobs } from './remove-jobs.ts';
export { createFileRewriting, type FileRewriting } from './rewrite-files.ts';
export {
  type AttemptEnd,
  type AttemptOutcome,
  type JobHandler,
  type JobRun,
  type RunningWorker,
  startWorker,
  type WorkerOptions,
} from './start-worker.ts';
export {
  createEventStream,
  type EventStream,
  type EventStreamOptions,
  trimEventStream,
} from './streams/event-stream.ts';
export {
  type RemovedEntries,
  removeFromStreams,
  type StreamPlaces,
  type StreamTraces,
} from './streams/remove-from-streams.ts';
export { deadLettersOf } from './streams/settle.ts';
export {
  type RequestConsumerOptions,
  type RequestEnd,
  type RequestOutcome,
  type RequestVerdict,
  startRequestConsumer,
} from './streams/start-request-consumer.ts';
export { tidyRequests } from './streams/tidy-requests.ts';
