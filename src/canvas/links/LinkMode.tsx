import { Suspense, useEffect } from 'react'
import type { CardId } from '#shared/model/records/card.ts'
import { Kbd } from '#src/ui/Kbd.tsx'
import { late } from '#src/ui/late.ts'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { aimAtItself, aimFurther, type Direction, endLinking } from './link-mode.ts'

const LinkTargetList = late(async () => (await import('./LinkTargetList.tsx')).LinkTargetList)

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** While a link's target is chosen without the pointer: says what to do, and has all keys. */
export function LinkMode() {
  const mode = useCanvasState((state) => state.linkMode)
  if (mode === 'keys') return <LinkHint />
  if (mode === 'list')
    return (
      <Suspense>
        <LinkTargetList />
      </Suspense>
    )
  return null
}

function LinkHint() {
  const core = useCanvas()
  const connecting = useCanvasState((state) => state.connecting)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const direction = ARROWS[event.key]
      if (direction) aimFurther(core, direction)
      else if (event.key === 'Enter') endLinking(core, true)
      else if (event.key === 'Escape' || event.key === 'Tab') endLinking(core, false)
      else if (event.key === '.') aimAtItself(core)
      else if (event.key === '/') core.state.setState({ linkMode: 'list' })
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    const onPointer = (): void => endLinking(core, false)
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('pointerdown', onPointer, true)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('pointerdown', onPointer, true)
    }
  }, [core])
  const name = (id: string | null | undefined): string =>
    (id && core.editor.getSnapshot().cards.get(id as CardId)?.title) || 'untitled'
  return (
    <div className="link-hint" data-testid="link-hint">
      <strong role="status">
        {connecting?.toId === connecting?.fromId && connecting
          ? `Link from ${name(connecting.fromId)} to itself`
          : connecting?.toId
            ? `Link from ${name(connecting.fromId)} to ${name(connecting.toId)}`
            : `Link from ${name(connecting?.fromId)}: choose a card with the arrows`}
      </strong>
      <span>
        Arrows choose · <Kbd keys="." /> itself · <Kbd keys="Enter" /> links · <Kbd keys="/" /> searches ·{' '}
        <Kbd keys="Escape" /> leaves
      </span>
    </div>
  )
}
