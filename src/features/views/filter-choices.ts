import { askedAs, type FilterChoice } from '#shared/model/selectors/filter-groups.ts'
import type { StoreApi } from 'zustand/vanilla'
import { type Lens, toggleFilter } from '#src/editor/lens.ts'

/** Asks for a choice, or for it no longer. */
export function toggleChoice(lens: StoreApi<Lens>, choice: FilterChoice): void {
  const value = askedAs(lens.getState().filter, choice) ?? choice.value
  toggleFilter(lens, choice.field, value)
}
