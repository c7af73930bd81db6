import { NotFound, type SubjectKey } from '@viral-scan/contracts';
import type { SubjectKeys, WrappedKey } from '@viral-scan/vault';
import { keyOf } from './state.ts';

interface StoredKey {
  key: WrappedKey;
  destroyed: boolean;
}

/** Ids compare as UUIDs do: in any case of letters. */
const nameOf = ({ tenantId, subjectId }: SubjectKey): string =>
  keyOf(tenantId, subjectId).toLowerCase();

/** The vault's port in memory; `isKnown` tells whether there is such a subject. */
export function inMemorySubjectKeys(
  isKnown: (subject: SubjectKey) => boolean = () => true,
): SubjectKeys {
  const rows = new Map<string, StoredKey>();
  const live = () => [...rows.values()].filter(({ destroyed }) => !destroyed);
  const find = (subject: SubjectKey) =>
    live().find(({ key }) => nameOf(key) === nameOf(subject)) ?? null;
  const byId = (subject: SubjectKey, keyId: string) => {
    const row = rows.get(keyId.toLowerCase());
    return row !== undefined && nameOf(row.key) === nameOf(subject) ? row : null;
  };

  return {
    async current(subject) {
      return find(subject)?.key ?? null;
    },
    async create(key) {
      if (!isKnown(key)) throw new NotFound('the subject is not known');
      const known = find(key);
      if (known !== null) return known.key;
      rows.set(key.keyId.toLowerCase(), { key, destroyed: false });
      return key;
    },
    async byId(subject, keyId) {
      const row = byId(subject, keyId);
      return row?.destroyed ? 'destroyed' : (row?.key ?? null);
    },
    async destroy(subject) {
      const row = find(subject);
      if (row === null) return 0;
      row.destroyed = true;
      return 1;
    },
    async countByVersion() {
      const byVersion = Map.groupBy(live(), ({ key }) => key.masterVersion);
      return new Map([...byVersion].map(([version, keys]) => [version, keys.length]));
    },
    async staleBatch(version, limit, afterKeyId) {
      return live()
        .map(({ key }) => key)
        .filter((key) => key.masterVersion !== version)
        .filter(({ keyId }) => afterKeyId === null || keyId > afterKeyId)
        .sort((a, b) => (a.keyId < b.keyId ? -1 : 1))
        .slice(0, limit);
    },
    async rewrap(key, fromVersion) {
      const row = byId(key, key.keyId);
      if (row === null || row.destroyed || row.key.masterVersion !== fromVersion) return false;
      row.key = key;
      return true;
    },
  };
}
