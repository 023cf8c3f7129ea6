import { FreshnessStrip } from '#src/features/metrics/FreshnessStrip.tsx'
import { PersonaStrip } from '#src/features/personas/PersonaStrip.tsx'
import type { OpenJourney } from './use-open-journey.ts'

interface JourneyFootBarProps {
  readonly open: OpenJourney
  /** Numbers are shown, so it matters how fresh they are. */
  readonly overlay: boolean
  readonly onPersonas: () => void
}

/** Whose journey it is, and how fresh its numbers are. A phone has no room for it; both stand in its panels, too. */
export const JourneyFootBar = ({ open, overlay, onPersonas }: JourneyFootBarProps) => (
  <footer className="flex h-10 shrink-0 items-center gap-4 border-t border-line bg-surface px-2 max-md:hidden">
    <PersonaStrip onOpenList={onPersonas} />
    <div className="ml-auto min-w-0 pr-1">{overlay && <FreshnessStrip readings={open.collaboration.readings} />}</div>
  </footer>
)
