import {
  type AnalysisAccount,
  type AudienceDemographicsFound,
  type AudienceGroup,
  audienceDimensions,
  type Demographics,
} from '@viral-scan/contracts';
import { evidence, joinReasons } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { roundedOrZero } from '../statistics/rounding.ts';

const mostFirst = (a: AudienceGroup, b: AudienceGroup): number =>
  b.share - a.share || (a.name < b.name ? -1 : 1);

const toldOf = ({ accountId, platform, demographics }: AnalysisAccount) => {
  const { groups, capturedAtMs }: Demographics = demographics ?? { groups: [], capturedAtMs: 0 };
  return audienceDimensions.flatMap((dimension): AudienceDemographicsFound[] => {
    const ofDimension = groups.filter((group) => group.dimension === dimension).sort(mostFirst);
    if (ofDimension.length === 0) return [];
    return [
      {
        account_id: accountId,
        platform,
        dimension,
        captured_at: new Date(capturedAtMs).toISOString(),
        groups: ofDimension.map(({ name, share, count }) => ({
          name,
          share: roundedOrZero(share, 6),
          count,
        })),
      },
    ];
  });
};

/**
 * Who the followers of own accounts are, as their platforms said last: by age, gender, country and
 * city, as far as they told. O(groups · log groups).
 */
export function findAudienceDemographics(
  own: readonly AnalysisAccount[],
): Section<AudienceDemographicsFound[]> {
  const findings = own.map((account) => ({ account, found: toldOf(account) }));
  const found = findings.flatMap((one) => one.found);
  const reasons = findings.map(({ account, found: told }) => ({
    account: account.name ?? account.accountId,
    reason:
      told.length === 0
        ? (account.notOffered?.demographics ?? 'its platform told nothing of who its followers are')
        : `followers by ${told.map(({ dimension }) => dimension).join(', ')}`,
  }));
  const said = evidence(
    found.length > 0,
    joinReasons(reasons, 'no own account in this scan'),
    0,
    null,
  );
  const isOffered = findings.some(
    ({ account, found: told }) => told.length > 0 || account.notOffered?.demographics === undefined,
  );
  return { found, evidence: isOffered ? said : { ...said, status: 'not_offered' } };
}
