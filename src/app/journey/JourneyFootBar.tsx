import { useStore } from 'zustand'
import { FreshnessStrip } from '#src/features/metrics/FreshnessStrip.tsx'
import { PersonaStrip } from '#src/features/personas/PersonaStrip.tsx'
import { useSoon } from '#src/ui/late.ts'
import type { OpenJourney } from './use-open-journey.ts'

const loadRangeButton = async () => (await import('#src/features/metrics/range/RangeButton.tsx')).RangeButton

interface JourneyFootBarProps {
  readonly open: OpenJourney
  /** Numbers are shown, so it matters how fresh they are. */
  readonly overlay: boolean
  readonly onPersonas: () => void
  readonly isRangeShown: boolean
  readonly onRange: () => void
}

/** Whose journey it is, of which time its numbers are and how fresh. A phone has no room for it; its panels and menu have the same. */
export function JourneyFootBar({ open, overlay, onPersonas, isRangeShown, onRange }: JourneyFootBarProps) {
  const rangeButton = useSoon(loadRangeButton, false)
  const range = useStore(open.editor.lens, (lens) => lens.range)
  const { readings } = open.collaboration
  return (
    <footer className="isolate flex h-10 shrink-0 items-center gap-4 border-t border-line bg-surface px-2 max-md:hidden">
      <PersonaStrip onOpenList={onPersonas} />
      <div className="ml-auto flex min-w-0 items-center gap-2 pr-1">
        {rangeButton && <rangeButton.Part readings={readings} range={range} isOpen={isRangeShown} onToggle={onRange} />}
        {overlay && <FreshnessStrip readings={readings} />}
      </div>
    </footer>
  )
}
