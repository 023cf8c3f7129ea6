import { ArrowDownWideNarrow, LayoutGrid, List, Menu as MenuIcon, Plus, Search, X } from 'lucide-react'
import { Suspense, useDeferredValue, useRef, useState } from 'react'
import { canEdit, type Role } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCollections, useLibrary, useTags } from '#src/api/library-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { late } from '#src/ui/late.ts'
import { Menu } from '#src/ui/Menu.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { useIsPhone } from '#src/ui/use-media-query.ts'
import { BulkBar } from './BulkBar.tsx'
import { JourneyGrid } from './JourneyGrid.tsx'
import { JourneyList } from './JourneyList.tsx'
import { type LibraryPlace, useLibraryPlace } from './library-address.ts'
import { type Asked, LibraryContext, type LibraryShared, pathWords } from './library-context.ts'
import { type EmptyReason, LibraryEmpty } from './LibraryEmpty.tsx'
import { LibrarySidebar } from './LibrarySidebar.tsx'
import { MoreWhenSeen } from './MoreWhenSeen.tsx'
import { JOURNEY_SORTS, SORT_WORDS } from './sorts.ts'
import { TagDot } from './TagDot.tsx'
import { useLibraryKeys } from './use-library-keys.ts'
import { usePlaceInList } from './use-place-in-list.ts'
import { useSelection } from './use-selection.ts'

// It knows the kinds of cards, which the list does without.
const SearchResults = late(async () => (await import('./SearchResults.tsx')).SearchResults)
const LibraryDialogs = late(async () => (await import('./LibraryDialogs.tsx')).LibraryDialogs)

const VIEW_TITLES = { all: 'Journeys', recent: 'Recent', starred: 'Starred', archived: 'Archive' } as const

interface LibraryProps {
  /** Mine in the workspace; `null`: a guest, who sees what was shared with them. */
  readonly role: Role | null
  readonly onNew: (collectionId: string | null) => void
  readonly onOpen: (journeyId: string) => void
  readonly otherWorkspaces: LibraryShared['otherWorkspaces']
  readonly theme: 'light' | 'dark'
}

/** All journeys that I may open, the ways to them, and what can be done with them. */
export function Library({ role, onNew, onOpen, otherWorkspaces, theme }: LibraryProps) {
  const { place, go } = useLibraryPlace()
  const isPhone = useIsPhone()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const [typed, setTyped] = useState(place.text)
  const text = useDeferredValue(typed.trim())
  const search = useRef<HTMLInputElement>(null)
  const lists = useCollections()
  const tags = useTags()
  const collections = lists.data?.collections ?? []
  const found = useLibrary({ ...filterOf(place), text })
  const journeys = found.data
  const selection = useSelection(text === '' ? (journeys ?? []).map(({ id }) => id) : [])
  const selected = (journeys ?? []).filter(({ id }) => selection.ids.has(id))
  const isSearch = text !== ''
  const placeInList = usePlaceInList(journeys)

  // Who goes back, or to another part, finds there what was typed there.
  const [textOfAddress, setTextOfAddress] = useState(place.text)
  if (place.text !== textOfAddress) {
    setTextOfAddress(place.text)
    setTyped(place.text)
  }
  const type = (next: string): void => {
    setTyped(next)
    setTextOfAddress(next.trim())
    go({ text: next.trim() }, { replace: true })
  }
  // Another part of the library: the drawer has done what it was opened for.
  const where = `${place.view} ${String(place.collection)}`
  const [shownWhere, setShownWhere] = useState(where)
  if (where !== shownWhere) {
    setShownWhere(where)
    setMenuOpen(false)
  }
  useLibraryKeys({
    '/': () => search.current?.focus(),
    Escape: asked === null && selection.ids.size > 0 ? () => selection.clear() : null,
    'mod+a': asked === null && role !== null && !isSearch ? () => selection.all() : null,
  })

  const shared: LibraryShared = {
    collections,
    tags: tags.data ?? [],
    selection,
    hasMarks: role !== null,
    otherWorkspaces,
    theme,
    onOpen,
    ask: setAsked,
  }
  const collection = collections.find(({ id }) => id === place.collection)
  const mayMake = role !== null && canEdit(collection?.role ?? role)
  const isEmpty = journeys?.length === 0 && !found.isPlaceholderData
  const reason = emptyReason(place, text, role, mayMake)
  const isFresh = isEmpty && reason === 'new'

  const sidebar = role !== null && <LibrarySidebar role={role} lists={lists.data} />
  return (
    <LibraryContext value={shared}>
      <div className="mx-auto flex w-full max-w-6xl gap-8 px-4 pt-6 pb-24 md:px-6">
        {!isPhone && sidebar && (
          <aside className="sticky top-20 max-h-[calc(100dvh-6rem)] w-52 shrink-0 self-start overflow-y-auto pb-4">
            {sidebar}
          </aside>
        )}
        <main className="min-w-0 flex-1" {...placeInList}>
          <div className="flex min-h-9 flex-wrap items-center gap-2">
            {isPhone && sidebar && (
              <IconButton
                icon={isMenuOpen ? X : MenuIcon}
                label={isMenuOpen ? 'Close the ways through the library' : 'Ways through the library'}
                aria-expanded={isMenuOpen}
                onClick={() => setMenuOpen(!isMenuOpen)}
                className="-ml-2"
              />
            )}
            <h1 className="min-w-24 flex-1 truncate text-xl font-semibold tracking-tight">
              {collection === undefined ? (
                role === null ? (
                  'Journeys'
                ) : (
                  VIEW_TITLES[place.view]
                )
              ) : (
                <>
                  {collection.parentId !== null && (
                    <span className="font-normal text-ink-faint max-sm:sr-only">
                      {pathWords(collections, collection.parentId)} /{' '}
                    </span>
                  )}
                  {collection.name}
                </>
              )}
            </h1>
            {mayMake && (
              <Button variant="primary" icon={Plus} onClick={() => onNew(collection?.id ?? null)}>
                New journey
              </Button>
            )}
          </div>
          {isPhone && isMenuOpen && sidebar && (
            <div className="mt-3 rounded-xl bg-surface p-2 shadow-card">{sidebar}</div>
          )}
          {!(isFresh || (isEmpty && reason === 'guest')) && (
            <div className="mt-4 flex flex-wrap items-center gap-2">
              <TextField
                ref={search}
                label="Search journeys"
                hideLabel
                type="search"
                placeholder="Search in all journeys"
                icon={Search}
                value={typed}
                maxLength={200}
                onChange={(event) => type(event.target.value)}
                className="w-full sm:w-80"
              />
              <TagFilters place={place} tags={shared.tags} onChange={(next) => go({ tags: next })} />
              <div className="ml-auto flex items-center gap-1">
                {!isSearch && <SortMenu place={place} onChange={(sort) => go({ sort })} />}
                {!isSearch && (
                  <SegmentedControl
                    label="Shown as"
                    iconsOnly
                    value={place.look}
                    onChange={(look) => go({ look }, { replace: true })}
                    options={[
                      { value: 'grid', label: 'Tiles', icon: LayoutGrid },
                      { value: 'list', label: 'List', icon: List },
                    ]}
                  />
                )}
              </div>
            </div>
          )}
          <div className="mt-4" aria-busy={found.isFetching}>
            {found.error !== null && journeys === undefined ? (
              <div role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
                {wordsOf(found.error)}{' '}
                <button type="button" className="font-medium underline" onClick={() => void found.refetch()}>
                  Try again
                </button>
              </div>
            ) : isEmpty ? (
              <LibraryEmpty
                reason={reason}
                search={text}
                onNew={() => onNew(collection?.id ?? null)}
                onClear={() => {
                  setTyped('')
                  go({ text: '', tags: [] })
                }}
              />
            ) : isSearch && journeys !== undefined ? (
              <Suspense fallback={null}>
                <SearchResults journeys={journeys} />
              </Suspense>
            ) : place.look === 'list' ? (
              <JourneyList journeys={journeys} />
            ) : (
              <JourneyGrid journeys={journeys} />
            )}
            {found.hasNextPage && (
              <MoreWhenSeen isFetching={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
            )}
          </div>
          {selected.length > 0 && <BulkBar journeys={selected} />}
        </main>
      </div>
      <Suspense fallback={null}>
        {asked !== null && <LibraryDialogs asked={asked} onClose={() => setAsked(null)} />}
      </Suspense>
    </LibraryContext>
  )
}

const filterOf = ({ view, collection, tags, sort }: LibraryPlace) => ({
  archived: view === 'archived',
  starred: view === 'starred',
  opened: view === 'recent',
  collection,
  tags,
  sort: sort ?? (view === 'recent' ? ('opened' as const) : null),
})

function emptyReason(place: LibraryPlace, text: string, role: Role | null, mayMake: boolean): EmptyReason {
  if (text !== '') return 'search'
  if (place.tags.length > 0) return 'tags'
  if (place.view === 'archived') return 'archive'
  if (place.view === 'starred') return 'starred'
  if (place.view === 'recent') return 'recent'
  if (place.collection !== null) return 'collection'
  return role === null ? 'guest' : mayMake ? 'new' : 'reader'
}

interface SortMenuProps {
  readonly place: LibraryPlace
  readonly onChange: (sort: LibraryPlace['sort']) => void
}

function SortMenu({ place, onChange }: SortMenuProps) {
  const sort = place.sort ?? (place.view === 'recent' ? 'opened' : 'changed')
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="ghost" icon={ArrowDownWideNarrow}>
          <span className="sr-only">Sorted by </span>
          {SORT_WORDS[sort]}
        </Button>
      }
      entries={JOURNEY_SORTS.map((value) => ({
        kind: 'check',
        label: SORT_WORDS[value],
        checked: sort === value,
        onChange: () => onChange(value),
      }))}
    />
  )
}

interface TagFiltersProps {
  readonly place: LibraryPlace
  readonly tags: LibraryShared['tags']
  readonly onChange: (tags: readonly string[]) => void
}

/** The tags that narrow down what is shown, each to be taken away. */
const TagFilters = ({ place, tags, onChange }: TagFiltersProps) =>
  place.tags.map((id) => {
    const tag = tags.find((one) => one.id === id)
    return (
      tag && (
        <button
          key={id}
          type="button"
          aria-label={`Not only ${tag.name}`}
          onClick={() => onChange(place.tags.filter((one) => one !== id))}
          className="flex h-8 items-center gap-1.5 rounded-md bg-ink/6 pr-1.5 pl-2.5 text-sm text-ink hover:bg-ink/10 pointer-coarse:h-10"
        >
          <TagDot color={tag.color} />
          {tag.name}
          <X aria-hidden className="size-3.5 text-ink-faint" />
        </button>
      )
    )
  })
