import { IconButton } from '#src/ui/IconButton.tsx'
import { changePreferences } from '#src/ui/preferences.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { Maximize, Map as MapIcon, Minus, Plus } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { useMinimap } from './use-minimap.ts'
import { fitJourney, zoomBy, zoomTo100 } from '../viewport-moves.ts'

/** Zoom in and out, the whole journey, and the minimap's switch. */
export function ZoomControls() {
  const core = useCanvas()
  const { isOpen, name } = useMinimap()
  const percent = useSyncExternalStore(core.view.subscribeCalmly, () => Math.round(core.view.get().zoom * 100))
  return (
    <div role="group" aria-label="Zoom" className="zoom-controls">
      <IconButton
        icon={MapIcon}
        label="Minimap"
        pressed={isOpen}
        onClick={() => changePreferences({ [name]: !isOpen })}
        tooltipSide="top"
      />
      <IconButton
        icon={Maximize}
        label="Fit journey"
        shortcut="Shift+1"
        onClick={() => fitJourney(core)}
        tooltipSide="top"
      />
      <span className="zoom-gap" />
      <IconButton icon={Minus} label="Zoom out" shortcut="Mod+-" onClick={() => zoomBy(core, -1)} tooltipSide="top" />
      <Tooltip label="Zoom to 100 %" shortcut="Mod+0" side="top">
        <button
          type="button"
          data-testid="zoom-level"
          aria-label={`${percent} %, zoom to 100 %`}
          className="zoom-level tabular"
          onClick={() => zoomTo100(core)}
        >
          {percent} %
        </button>
      </Tooltip>
      <IconButton icon={Plus} label="Zoom in" shortcut="Mod++" onClick={() => zoomBy(core, 1)} tooltipSide="top" />
    </div>
  )
}
