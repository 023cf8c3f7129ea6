import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react'
import { useEditor } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'

interface MoveButtonsProps {
  readonly direction: 'sideways' | 'up-and-down'
  /** `null`: it is the first (last) already. */
  readonly onBack: (() => void) | null
  readonly onForth: (() => void) | null
}

/** Reordering without dragging. */
export function MoveButtons({ direction, onBack, onForth }: MoveButtonsProps) {
  if (!useEditor().canEdit) return null
  const [back, forth] =
    direction === 'sideways'
      ? ([
          { icon: ArrowLeft, label: 'Move left' },
          { icon: ArrowRight, label: 'Move right' },
        ] as const)
      : ([
          { icon: ArrowUp, label: 'Move up' },
          { icon: ArrowDown, label: 'Move down' },
        ] as const)
  return (
    <div className="flex gap-2">
      <Button size="sm" icon={back.icon} disabled={!onBack} onClick={() => onBack?.()}>
        {back.label}
      </Button>
      <Button size="sm" icon={forth.icon} disabled={!onForth} onClick={() => onForth?.()}>
        {forth.label}
      </Button>
    </div>
  )
}
