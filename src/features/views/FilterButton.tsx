import { ListFilter } from 'lucide-react'
import { Suspense } from 'react'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { late } from '#src/ui/late.ts'
import { useIsFiltered } from './use-passing.ts'

const FilterFields = late(async () => (await import('./FilterFields.tsx')).FilterFields)

interface FilterButtonProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Opens what one can filter by. */
export function FilterButton({ open, onOpenChange }: FilterButtonProps) {
  const isFiltered = useIsFiltered()
  return (
    <Popover
      label="Filter"
      align="end"
      className="w-96"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton icon={ListFilter} label="Filter cards" isLit={isFiltered} />}
    >
      <Suspense fallback={<div className="h-80" />}>
        <FilterFields />
      </Suspense>
    </Popover>
  )
}
