import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import type { Persona, PersonaId } from '#shared/model/records/persona.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSession } from '#src/api/queries.ts'
import { useSegments } from '#src/api/segment-queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Select } from '#src/ui/Select.tsx'
import { toast } from '#src/ui/toast.ts'
import { SegmentCount } from './SegmentCount.tsx'
import { SegmentEditor } from './SegmentEditor.tsx'

const NONE = 'none'

/** Which segment a persona stands for: then a look at the persona shows the numbers of its cases. For those who edit. */
export function SegmentField({ personaId }: { readonly personaId: PersonaId }) {
  const editor = useEditor()
  const persona = useSnapshotPart((snapshot) => snapshot.personas.get(personaId))
  if (!editor.canEdit || !persona) return null
  return <SegmentChoice persona={persona} />
}

function SegmentChoice({ persona }: { readonly persona: Persona }) {
  const editor = useEditor()
  const segments = useSegments()
  const { data: session } = useSession()
  const likely = useSnapshotPart(mostUsedDataset)
  const [editing, setEditing] = useState<'new' | 'chosen' | null>(null)
  // Segments are the workspace's: who came by a link chooses among them.
  const mayChange = session?.kind === 'person'
  const { segmentId } = persona
  const chosen = segments.data?.find(({ id }) => id === segmentId)
  const isGone = segmentId !== undefined && segments.data !== undefined && chosen === undefined

  const bind = (id: string | undefined): void => {
    const patch = { segmentId: id as Persona['segmentId'] }
    const result = editor.run(editFields, { root: 'personas', id: persona.id, patch })
    if (!result.ok) toast.error('This could not be changed: the persona may be gone.')
  }

  return (
    <section aria-label="Segment" className="flex min-w-0 flex-col gap-2">
      <Select
        label="Segment"
        options={[
          { value: NONE, label: 'Not bound to data' },
          ...(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={isGone ? null : (segmentId ?? NONE)}
        placeholder="A segment that is gone"
        disabled={segments.data === undefined}
        error={
          isGone ? 'This segment was deleted. Choose another one.' : segments.isError ? wordsOf(segments.error) : null
        }
        hint="Look at this persona, and every number on the journey is of these customers only."
        onChange={(id) => bind(id === NONE ? undefined : id)}
      />
      {chosen !== undefined && (
        <div className="flex flex-col gap-1 rounded-md bg-surface-sunken px-3 py-2">
          <p className="text-xs text-pretty break-words text-ink-muted">{segmentWords(chosen.rule)}</p>
          {mayChange && <SegmentCount datasetId={chosen.datasetId} rule={chosen.rule} />}
        </div>
      )}
      {mayChange && (
        <div className="flex flex-wrap gap-1">
          {chosen !== undefined && (
            <Button size="sm" variant="ghost" icon={Pencil} onClick={() => setEditing('chosen')}>
              Edit segment
            </Button>
          )}
          <Button size="sm" variant="ghost" icon={Plus} onClick={() => setEditing('new')}>
            New segment
          </Button>
        </div>
      )}
      {editing !== null && (
        <SegmentEditor
          segment={editing === 'chosen' ? (chosen ?? null) : null}
          datasetId={likely}
          onClose={() => setEditing(null)}
          onKept={({ id }) => bind(id)}
        />
      )}
    </section>
  )
}

/** What most elements of the journey are bound to. */
function mostUsedDataset({ bindings }: JourneySnapshot): string | null {
  const counts = new Map<string, number>()
  for (const { datasetId } of bindings.values()) counts.set(datasetId, (counts.get(datasetId) ?? 0) + 1)
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best?.[0] ?? null
}
