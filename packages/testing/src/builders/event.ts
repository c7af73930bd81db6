import type { DomainEvent } from '@viral-scan/contracts';

/** As the outbox holds it, about a scan of its own. */
export const event = (known: Partial<DomainEvent> = {}): DomainEvent => ({
  specversion: '1.0',
  id: crypto.randomUUID(),
  source: '/viral-scan',
  type: 'viral.content.discovered',
  subject: crypto.randomUUID(),
  time: '2026-06-01T12:00:00.000Z',
  datacontenttype: 'application/json',
  data: { posts_found: 1 },
  ...known,
});
