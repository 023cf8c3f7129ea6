import { Suspense } from 'react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { late } from '#src/ui/late.ts'
import { usePassingCount } from './use-passing.ts'

const FilterBarContent = late(async () => (await import('./FilterBarContent.tsx')).FilterBarContent)

/** Stands only while there is a filter; keeps its place until its content is there. */
export function FilterBar() {
  const count = usePassingCount()
  const hasView = useStore(useEditor().lens, (state) => state.savedViewId !== null)
  if (count === null && !hasView) return null
  return (
    <Suspense fallback={<div className="min-h-10 shrink-0 border-b border-line bg-surface" />}>
      <FilterBarContent count={count} />
    </Suspense>
  )
}
