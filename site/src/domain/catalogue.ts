import type { Catalogue, TwoLanguages } from "../api/types";

interface Named {
  id: string;
  name: TwoLanguages;
}

/** The names of what the catalogue lists. What it does not list, or not yet, is called by its id. */
export function namesIn(catalogue: Catalogue | null, read: (name: TwoLanguages) => string) {
  const named = (list: readonly Named[] | undefined, id: string) => {
    const found = list?.find((each) => each.id === id);
    return found ? read(found.name) : id;
  };
  const typesOf = (category: string) => catalogue?.fundingCategories.find(({ id }) => id === category)?.admissionTypes;
  return {
    intake: (id: string) => named(catalogue?.intakes, id),
    fundingCategory: (id: string) => named(catalogue?.fundingCategories, id),
    admissionType: (category: string, id: string) => named(typesOf(category), id),
  };
}
