import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { usePageTitle } from '../use-page-title.ts'

const titleOf = (snapshot: JourneySnapshot): string => snapshot.info.title

/** The journey's title, typed in where it stands; it also names the browser tab. */
export function JourneyTitle() {
  const { canEdit } = useEditor()
  const title = useSnapshotPart(titleOf)
  usePageTitle(title || 'Untitled journey')
  if (!canEdit) return <h1 className="min-w-0 truncate px-1 text-sm font-semibold">{title || 'Untitled journey'}</h1>
  return (
    <div className="relative grid min-w-0 max-w-96">
      <TextEditor
        root={JOURNEY_ROOT}
        id={JOURNEY_ROOT}
        field="title"
        label="Journey title"
        placeholder="Untitled journey"
        className="peer h-7 min-w-16 resize-none field-sizing-content overflow-hidden rounded-md border border-transparent px-1.5 py-px text-sm/6 max-md:h-8 max-md:py-1 font-semibold whitespace-nowrap not-focus:text-transparent placeholder:text-ink-faint hover:border-line -outline-offset-1"
      />
      {/* What is cut off in a field has no ellipsis. */}
      <h1
        dir="auto"
        className="pointer-events-none absolute inset-x-0 top-0 truncate px-[calc(--spacing(1.5)+1px)] py-0.5 text-sm/6 font-semibold peer-focus:invisible max-md:py-[5px]"
      >
        {title || <span className="invisible">Untitled journey</span>}
      </h1>
    </div>
  )
}
