/** The places that hold one value, the first at hand. */
class Places {
  readonly #ascending: number[] = [];
  #head = 0;

  first(): number | undefined {
    return this.#ascending[this.#head];
  }

  dropFirst(): void {
    this.#head++;
  }

  /** Places come in ascending but for rare coincidences, which are put in order. */
  add(place: number): void {
    const list = this.#ascending;
    let i = list.length;
    while (i > this.#head && (list[i - 1] as number) > place) i--;
    if (i === list.length) list.push(place);
    else list.splice(i, 0, place);
  }
}

/**
 * VADER's "but": what stands before the first one counts half, what follows one and a half
 * times. The reference finds a valence's place by looking for its first equal while it goes
 * through the list it is changing, so of equal valences an earlier may be weighed twice and the
 * later not at all; that is kept, since published scores have it. Zeros stay zero either way.
 *
 * `valences` is changed in place. O(n), where the reference takes n².
 */
export function weighContrast(valences: Float64Array, but: number): void {
  const holders = new Map<number, Places>();
  const put = (value: number, place: number): void => {
    let places = holders.get(value);
    if (places === undefined) {
      places = new Places();
      holders.set(value, places);
    }
    places.add(place);
  };
  valences.forEach((value, place) => {
    if (value !== 0) put(value, place);
  });
  for (let k = 0; k < valences.length; k++) {
    const value = valences[k] as number;
    const holder = holders.get(value);
    const place = holder?.first();
    if (holder === undefined || place === undefined || place === but) continue;
    const weighed = value * (place < but ? 0.5 : 1.5);
    holder.dropFirst();
    valences[place] = weighed;
    put(weighed, place);
  }
}
