import {
  ChevronRight,
  Ellipsis,
  Folder,
  FolderInput,
  FolderLock,
  FolderPlus,
  PencilLine,
  Trash2,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { cn } from '#src/ui/cn.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { useLibraryShared } from './library-context.ts'
import { PlaceLink } from './PlaceLink.tsx'

interface CollectionTreeProps {
  readonly collections: readonly CollectionItem[]
  /** Where one is. */
  readonly current: string | null
}

/** The collections, each inside the one that it lies in. */
export function CollectionTree({ collections, current }: CollectionTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string): void => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }

  const levelOf = (parentId: string | null, depth: number) => {
    const here = collections.filter((one) => one.parentId === parentId)
    if (here.length === 0) return null
    return (
      <ul className="flex flex-col">
        {here.map((collection) => {
          const hasInside = collections.some((one) => one.parentId === collection.id)
          const isFolded = folded.has(collection.id)
          return (
            <li key={collection.id}>
              <Branch
                collection={collection}
                depth={depth}
                isCurrent={collection.id === current}
                isFolded={hasInside ? isFolded : null}
                onFold={() => toggle(collection.id)}
              />
              {!isFolded && levelOf(collection.id, depth + 1)}
            </li>
          )
        })}
      </ul>
    )
  }
  return levelOf(null, 0)
}

interface BranchProps {
  readonly collection: CollectionItem
  readonly depth: number
  readonly isCurrent: boolean
  /** `null`: there is nothing inside. */
  readonly isFolded: boolean | null
  readonly onFold: () => void
}

const INDENT_REM = 0.875

function Branch({ collection, depth, isCurrent, isFolded, onFold }: BranchProps) {
  const { ask } = useLibraryShared()
  const { id, name, may, role } = collection
  const lines: (MenuEntry | false)[] = [
    canEdit(role) && {
      label: 'New collection inside',
      icon: FolderPlus,
      onSelect: () => ask({ kind: 'new-collection', parent: collection }),
    },
    may.change && {
      label: 'Rename',
      icon: PencilLine,
      onSelect: () => ask({ kind: 'rename-collection', collection }),
    },
    may.change && {
      label: 'Move',
      icon: FolderInput,
      onSelect: () => ask({ kind: 'move-collection', collection }),
    },
    {
      label: 'Who can see this',
      icon: Users,
      onSelect: () => ask({ kind: 'access', thing: 'collections', id, name }),
    },
    may.remove && { kind: 'separator' },
    may.remove && {
      label: 'Delete',
      icon: Trash2,
      danger: true,
      onSelect: () => ask({ kind: 'delete-collection', collection }),
    },
  ]
  return (
    <div className="group relative flex items-center" style={{ paddingLeft: `${depth * INDENT_REM}rem` }}>
      {isFolded === null ? (
        <span className="w-5 shrink-0" />
      ) : (
        <button
          type="button"
          aria-label={`${isFolded ? 'Unfold' : 'Fold'} ${name}`}
          aria-expanded={!isFolded}
          onClick={onFold}
          className="flex h-8 w-5 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink pointer-coarse:h-10"
        >
          <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', !isFolded && 'rotate-90')} />
        </button>
      )}
      <PlaceLink
        patch={{ view: 'all', collection: id }}
        isCurrent={isCurrent}
        icon={collection.hasOwnAccess ? FolderLock : Folder}
        count={collection.journeys}
        isMenuBeside
      >
        {name}
        {collection.hasOwnAccess && <span className="sr-only"> (with rights of its own)</span>}
      </PlaceLink>
      <Menu
        align="end"
        entries={lines.filter((line) => line !== false)}
        trigger={
          <IconButton
            icon={Ellipsis}
            size="sm"
            label={`More for ${name}`}
            className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:right-0 pointer-coarse:opacity-100"
          />
        }
      />
    </div>
  )
}
