/** YouTube's documented category ids (videoCategories.list) by their English name. */
const idByName: Readonly<Record<string, string>> = {
  'Film & Animation': '1',
  'Autos & Vehicles': '2',
  Music: '10',
  'Pets & Animals': '15',
  Sports: '17',
  'Travel & Events': '19',
  Gaming: '20',
  'People & Blogs': '22',
  Comedy: '23',
  Entertainment: '24',
  'News & Politics': '25',
  'Howto & Style': '26',
  Education: '27',
  'Science & Technology': '28',
  'Nonprofits & Activism': '29',
};

/** Null for a name that YouTube does not document. */
export const categoryIdOf = (name: string): string | null =>
  Object.hasOwn(idByName, name) ? (idByName[name] ?? null) : null;
