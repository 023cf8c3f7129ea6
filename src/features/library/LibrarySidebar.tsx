import { Archive, Clock, FolderPlus, LayoutGrid, Star } from 'lucide-react'
import { canEdit, type Role } from '#shared/contract/roles.ts'
import type { CollectionListBody } from '#shared/contract/rest/collections.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { CollectionTree } from './CollectionTree.tsx'
import type { LibraryView } from './library-address.ts'
import { useLibraryPlace } from './library-address.ts'
import { useLibraryShared } from './library-context.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { TagList } from './TagList.tsx'

const VIEWS: readonly { readonly view: LibraryView; readonly label: string; readonly icon: typeof Star }[] = [
  { view: 'all', label: 'All journeys', icon: LayoutGrid },
  { view: 'recent', label: 'Recent', icon: Clock },
  { view: 'starred', label: 'Starred', icon: Star },
  { view: 'archived', label: 'Archive', icon: Archive },
]

interface LibrarySidebarProps {
  /** In the workspace. */
  readonly role: Role
  readonly lists: CollectionListBody | undefined
}

/** The ways through the library: views, collections, tags. */
export function LibrarySidebar({ role, lists }: LibrarySidebarProps) {
  const { place } = useLibraryPlace()
  const { tags, ask } = useLibraryShared()
  const collections = lists?.collections ?? []
  const mayMake = canEdit(role)
  return (
    <nav aria-label="Library" className="flex flex-col gap-6">
      <ul className="flex flex-col">
        {VIEWS.map(({ view, label, icon }) => (
          <li key={view}>
            <PlaceLink
              patch={{ view }}
              isCurrent={place.view === view && place.collection === null}
              icon={icon}
              count={view === 'all' ? lists?.total : undefined}
            >
              {label}
            </PlaceLink>
          </li>
        ))}
      </ul>
      {(collections.length > 0 || mayMake) && (
        <section aria-labelledby="library-collections">
          <div className="flex h-8 items-center justify-between pr-1 pl-2">
            <h2 id="library-collections" className="text-xs font-medium text-ink-faint">
              Collections
            </h2>
            {mayMake && (
              <IconButton
                icon={FolderPlus}
                size="sm"
                label="New collection"
                onClick={() => ask({ kind: 'new-collection', parent: null })}
              />
            )}
          </div>
          {collections.length > 0 ? (
            <CollectionTree collections={collections} current={place.collection} />
          ) : (
            <p className="px-2 text-xs text-pretty text-ink-faint">
              Folders for journeys, with rights of their own where you want them.
            </p>
          )}
        </section>
      )}
      {tags.length > 0 && <TagList tags={tags} mayChange={mayMake} />}
    </nav>
  )
}
