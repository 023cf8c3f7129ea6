import type { ReactNode } from 'react'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { assertNever } from '#shared/lib/assert.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { isBindable } from '#shared/model/selectors/bound-elements.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Inspector } from '#src/features/inspector/Inspector.tsx'
import { BindingPanel } from '#src/features/metrics/BindingPanel.tsx'
import { DataPanel } from '#src/features/metrics/DataPanel.tsx'
import { ReadingsContext } from '#src/features/metrics/readings-context.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'
import { PastPanel } from '#src/features/past/PastPanel.tsx'
import { FeelingField } from '#src/features/metrics/feelings/FeelingField.tsx'
import { ElementMetrics } from '#src/features/metrics/library/ElementMetrics.tsx'
import { ShownMetricsField } from '#src/features/metrics/library/ShownMetricsField.tsx'
import { SegmentField } from '#src/features/metrics/segments/SegmentField.tsx'
import { PersonaFields } from '#src/features/personas/PersonaFields.tsx'
import { PersonasPanel } from '#src/features/personas/PersonasPanel.tsx'
import { ReplacePanel } from '#src/features/search/ReplacePanel.tsx'
import { SearchPanel } from '#src/features/search/SearchPanel.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { CommentsSide } from './CommentsSide.tsx'
import { PANEL_WORDS, type PanelName } from './panels.ts'

interface SidePanelProps {
  readonly summary: JourneyListItem
  readonly panel: PanelName
  readonly onClose: () => void
  /** A dataset that was just chosen for this journey. */
  readonly datasetId: string | null
  /** Shows an element that was found. */
  readonly onJump: (elementId: string) => void
  /** The numbers that are shown on the canvas. */
  readonly readings: ReadingsStore
  /** Absent where one may not bring data in. */
  readonly onBringData?: (() => void) | undefined
}

/** The column at the right; on a phone a sheet. */
export const SidePanel = ({ readings, ...rest }: SidePanelProps) => (
  <ReadingsContext value={readings}>
    <PanelContent {...rest} />
  </ReadingsContext>
)

function PanelContent({ summary, panel, onClose, datasetId, onJump, onBringData }: Omit<SidePanelProps, 'readings'>) {
  switch (panel) {
    case 'search':
      return <SearchPanel onClose={onClose} onJump={onJump} />
    case 'replace':
      return <ReplacePanel onClose={onClose} onJump={onJump} />
    case 'comments':
      return <CommentsSide onClose={onClose} />
    case 'past':
      return (
        <PastPanel
          journeyId={summary.id}
          workspaceId={summary.workspaceId}
          canReview={summary.may.archive}
          onClose={onClose}
          onJump={onJump}
        />
      )
    case 'personas':
      return <PersonasPanel onClose={onClose} renderSegment={renderSegment} />
    case 'details':
      return <Inspector onClose={onClose} persona={personaFields} sections={dataSection} />
    case 'data':
      return (
        <Panel title={PANEL_WORDS.data.label} onClose={onClose}>
          <DataPanel key={datasetId} onBringData={onBringData} startWith={datasetId ?? undefined} />
        </Panel>
      )
    default:
      return assertNever(panel)
  }
}

const renderSegment = (personaId: PersonaId): ReactNode => (
  <>
    <SegmentField personaId={personaId} />
    <ElementMetrics elementId={personaId} />
    <MetricsOf elementId={personaId} />
  </>
)

const personaFields = (personaId: PersonaId): ReactNode => (
  <PersonaFields personaId={personaId} segment={renderSegment(personaId)} />
)

/** Of one selected element; several have no numbers in common. */
const dataSection = ([id, ...more]: readonly string[]): ReactNode =>
  id === undefined ? (
    <MetricsOf elementId={JOURNEY_ROOT} />
  ) : (
    more.length === 0 && <DataSection key={id} elementId={id} />
  )

function MetricsOf({ elementId }: { readonly elementId: string }) {
  const { canEdit } = useEditor()
  if (!canEdit) return null
  return (
    <div className="-mx-4 mt-4 border-t border-line px-4 pt-4">
      <h3 className="mb-3 text-xs font-semibold text-ink">Metrics of the library</h3>
      <ShownMetricsField elementId={elementId} />
    </div>
  )
}

/** What the data says about the selected element, below its fields. */
function DataSection({ elementId }: { readonly elementId: string }) {
  const canBeBound = useSnapshotPart((snapshot) => isBindable(snapshot, elementId))
  const isLink = useSnapshotPart((snapshot) => snapshot.links.has(elementId as LinkId))
  const isEmotion = useSnapshotPart((snapshot) => snapshot.cards.get(elementId as CardId)?.kind === 'emotion')
  if (isEmotion)
    return (
      <div className="-mx-4 border-t border-line px-4 pt-4">
        <h3 className="mb-3 text-xs font-semibold text-ink">Measured feeling</h3>
        <FeelingField cardId={elementId as CardId} />
      </div>
    )
  if (isLink)
    return (
      <>
        <ElementMetrics elementId={elementId} />
        <MetricsOf elementId={elementId} />
      </>
    )
  if (!canBeBound) return null
  return (
    <div className="-mx-4 border-t border-line px-4 pt-4">
      <h3 className="mb-3 text-xs font-semibold text-ink">Data</h3>
      <BindingPanel elementId={elementId} />
      <MetricsOf elementId={elementId} />
    </div>
  )
}
