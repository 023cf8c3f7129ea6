import { FilterButton } from '#src/features/views/FilterButton.tsx'
import { SavedViewsButton } from '#src/features/views/SavedViewsButton.tsx'

export type FilterPopover = 'filter' | 'saved-views'

interface FilterButtonsProps {
  readonly open: FilterPopover | null
  readonly onChange: (open: FilterPopover | null) => void
}

/** What of the journey one looks at: the filter, and the views that were saved. */
export const FilterButtons = ({ open, onChange }: FilterButtonsProps) => (
  <>
    <FilterButton open={open === 'filter'} onOpenChange={(isOpen) => onChange(isOpen ? 'filter' : null)} />
    <SavedViewsButton
      open={open === 'saved-views'}
      onOpenChange={(isOpen) => onChange(isOpen ? 'saved-views' : null)}
    />
  </>
)
