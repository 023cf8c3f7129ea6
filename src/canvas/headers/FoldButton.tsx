import { IconButton } from '#src/ui/IconButton.tsx'
import { ChevronsDownUp, ChevronsLeftRight, ChevronsRightLeft, ChevronsUpDown } from 'lucide-react'
import { useCanvas } from '../canvas-context.ts'
import type { TitleRef } from './drag-title.ts'
import { fold } from './fold.ts'

interface FoldButtonProps {
  readonly title: TitleRef
  readonly isFolded: boolean
}

/** Folds a stage, step or lane away, or unfolds it. */
export function FoldButton({ title, isFolded }: FoldButtonProps) {
  const core = useCanvas()
  const isLane = title.kind === 'lane'
  const open = isLane ? ChevronsUpDown : ChevronsLeftRight
  const close = isLane ? ChevronsDownUp : ChevronsRightLeft
  return (
    <span data-canvas-control className="title-fold" onDoubleClick={(event) => event.stopPropagation()}>
      <IconButton
        icon={isFolded ? open : close}
        size="sm"
        label={`${isFolded ? 'Expand' : 'Collapse'} ${title.kind}`}
        data-testid={`fold-${title.kind}`}
        onClick={() => fold(core, [title.id], !isFolded)}
      />
    </span>
  )
}
