import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { SegmentStrip } from '../SegmentStrip.tsx'
import { DiffersFrom } from './DiffersFrom.tsx'

interface PersonaNumbersProps {
  readonly journeyId: string
  /** The persona that is looked at, which is bound to a segment. */
  readonly persona: { readonly name: string; readonly segmentId: string }
  /** Its numbers; `null`: not counted yet. */
  readonly readings: Pick<JourneyReadings, 'segment' | 'held'> | null
  /** Why there are no numbers of its own; everybody's stand. */
  readonly failure: string | null
}

/** Whose numbers are shown, and the choice of what they are held against. */
export const PersonaNumbers = ({ journeyId, persona, readings, failure }: PersonaNumbersProps) => (
  <SegmentStrip name={persona.name} segment={readings?.segment ?? null} held={readings?.held} failure={failure}>
    <DiffersFrom journeyId={journeyId} segmentId={persona.segmentId} />
  </SegmentStrip>
)
