import { Archive, ArchiveRestore, FolderInput, Star, StarOff, Tag, Trash2, X } from 'lucide-react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { counted } from '#shared/lib/counted.ts'
import { tagEntries } from './journey-entries.ts'
import { useLibraryShared } from './library-context.ts'
import { useBulkVerbs } from './use-bulk-verbs.ts'

/** What can be done with those that are selected. Stands at the bottom as long as there are some. */
export function BulkBar({ journeys }: { readonly journeys: readonly LibraryItem[] }) {
  const { selection, tags, ask } = useLibraryShared()
  const verbs = useBulkVerbs()
  const isArchive = journeys.some(({ archivedAt }) => archivedAt !== null)
  const areStarred = journeys.every(({ isStarred }) => isStarred)
  const mayArchive = journeys.some(({ may }) => may.archive)
  const mayRemove = journeys.some(({ may }) => may.remove)
  return (
    <div
      role="toolbar"
      aria-label="Selected journeys"
      className="fixed inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100vw-1rem)] items-center gap-0.5 rounded-xl bg-surface-raised py-1.5 pr-1.5 pl-4 shadow-overlay"
    >
      <p aria-live="polite" className="mr-2 text-sm font-medium whitespace-nowrap tabular">
        {counted(journeys.length, 'selected', 'selected')}
      </p>
      {mayArchive && (
        <>
          <IconButton
            icon={FolderInput}
            label="Move to a collection"
            tooltipSide="top"
            onClick={() => ask({ kind: 'move', journeys })}
          />
          <Menu
            side="top"
            entries={tagEntries(
              tags,
              journeys,
              (tagId, isTagged) => verbs.tag(journeys, tagId, isTagged),
              () => ask({ kind: 'new-tag', journeys }),
            )}
            trigger={<IconButton icon={Tag} label="Tags" tooltipSide="top" />}
          />
        </>
      )}
      <IconButton
        icon={areStarred ? StarOff : Star}
        label={areStarred ? 'Take the stars off' : 'Star'}
        tooltipSide="top"
        onClick={() => verbs.star(journeys, !areStarred)}
      />
      {mayArchive && (
        <IconButton
          icon={isArchive ? ArchiveRestore : Archive}
          label={isArchive ? 'Restore' : 'Archive'}
          tooltipSide="top"
          onClick={() => (isArchive ? verbs.restore(journeys) : verbs.archive(journeys))}
        />
      )}
      {isArchive && mayRemove && (
        <IconButton
          icon={Trash2}
          label="Delete forever"
          tooltipSide="top"
          onClick={() => ask({ kind: 'delete', journeys })}
        />
      )}
      <span className="mx-1 h-5 w-px bg-line" />
      <IconButton icon={X} label="Select none" shortcut="Escape" tooltipSide="top" onClick={() => selection.clear()} />
    </div>
  )
}
