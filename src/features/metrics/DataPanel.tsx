import { Database, FileUp } from 'lucide-react'
import { useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { useDatasets, useSession } from '#src/api/queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Select } from '#src/ui/Select.tsx'
import { DatasetInJourney } from './DatasetInJourney.tsx'
import { UnboundTouchpoints } from './UnboundTouchpoints.tsx'
import { useNow } from '#src/ui/use-now.ts'

interface DataPanelProps {
  /** Opens the import; absent where one may not bring data in. */
  readonly onBringData?: (() => void) | undefined
  /** A dataset to begin with, e.g. one that was just imported for this journey. */
  readonly startWith?: string | undefined
}

/** The data of the open journey: its datasets, binding by name, and what is not tied to anything yet. Content of a panel. */
export function DataPanel({ onBringData, startWith }: DataPanelProps) {
  const { canEdit } = useEditor()
  const now = useNow(SECOND_MS)
  const { data: session } = useSession()
  const mayList = session !== undefined && canEdit
  const { data: datasets = [] } = useDatasets({ enabled: mayList })
  const [added, setAdded] = useState<readonly string[]>([])
  const boundIds = useSnapshotPart((snapshot) =>
    [...new Set([...snapshot.bindings.values()].map(({ datasetId }) => datasetId))].sort().join(' '),
  )
  const started = startWith === undefined ? [] : [startWith]
  const shown = [...new Set([...started, ...added, ...boundIds.split(' ').filter((id) => id !== '')])]
  const others = datasets.filter(({ id, state }) => state === 'ready' && !shown.includes(id))

  return (
    <div className="flex flex-col gap-5">
      {shown.length === 0 && others.length === 0 && (
        <EmptyState
          icon={Database}
          title="No data yet"
          className="px-0 py-6"
          action={
            onBringData !== undefined && (
              <Button variant="primary" icon={FileUp} onClick={onBringData}>
                Bring data in
              </Button>
            )
          }
        >
          Import what your customers really did, and this journey shows how many come this far, go on, and how long it
          takes.
        </EmptyState>
      )}
      {shown.map((id) => (
        <DatasetInJourney key={id} datasetId={id} now={now} linked={session?.kind === 'person'} />
      ))}
      {canEdit && others.length > 0 && (
        <Select
          label={shown.length === 0 ? 'Use a dataset' : 'Use another dataset'}
          placeholder="Choose a dataset"
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => setAdded((before) => [...before, id])}
        />
      )}
      {shown.length > 0 && <UnboundTouchpoints />}
      {onBringData !== undefined && (shown.length > 0 || others.length > 0) && (
        <Button icon={FileUp} onClick={onBringData} className="self-start">
          Bring data in
        </Button>
      )}
    </div>
  )
}
