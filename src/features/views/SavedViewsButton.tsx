import { Bookmark } from 'lucide-react'
import { Suspense } from 'react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { late } from '#src/ui/late.ts'

const SavedViews = late(async () => (await import('./SavedViews.tsx')).SavedViews)

interface SavedViewsButtonProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Opens the ways of looking that the team has kept. */
export function SavedViewsButton({ open, onOpenChange }: SavedViewsButtonProps) {
  const { lens } = useEditor()
  const isOn = useStore(lens, (state) => state.savedViewId !== null)
  return (
    <Popover
      label="Saved views"
      align="end"
      className="w-80 p-3"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton icon={Bookmark} label="Saved views" isLit={isOn} />}
    >
      <Suspense fallback={<div className="h-40" />}>
        <SavedViews onApplied={() => onOpenChange(false)} />
      </Suspense>
    </Popover>
  )
}
