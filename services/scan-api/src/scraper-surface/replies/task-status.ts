import type { ScanRecord, ScanState } from '@viral-scan/contracts';
import { z } from 'zod';

export const taskStateSchema = z.enum(['queued', 'running', 'completed', 'failed']);
type TaskState = z.infer<typeof taskStateSchema>;

const states: Readonly<Record<ScanState, TaskState>> = {
  queued: 'queued',
  running: 'running',
  completed: 'completed',
  partial: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** @param taskId as the caller wrote it; `task` null: unknown, which looks like one that waits */
export function taskStatusOf(taskId: string, task: ScanRecord | null) {
  if (task === null) return { task_id: taskId, status: 'queued' as const };
  const accountId = task.parameters.scrape?.account_id ?? '';
  return { task_id: taskId, status: states[task.state], account_id: accountId };
}

/** The same with what came of it. */
export const taskProgressOf = (taskId: string, task: ScanRecord | null) => ({
  ...taskStatusOf(taskId, task),
  posts_scraped: postsScraped(task),
  error: errorOf(task),
});

/** Posts of the account that were read for the task; never more than were asked for. */
function postsScraped(task: ScanRecord | null): number {
  const read = task?.steps.reduce(
    (sum, { coverage, posts }) => sum + (coverage?.posts ?? posts),
    0,
  );
  return Math.min(read ?? 0, task?.parameters.scrape?.max_posts ?? 0);
}

function errorOf(task: ScanRecord | null): string | null {
  if (task === null || states[task.state] !== 'failed') return null;
  return task.error?.message ?? 'the task was cancelled';
}
