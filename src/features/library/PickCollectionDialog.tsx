import { Folder, FolderLock, House } from 'lucide-react'
import { useId, useState } from 'react'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { Button } from '#src/ui/Button.tsx'
import { Choice } from '#src/ui/Choice.tsx'
import { ChoiceGroup } from '#src/ui/ChoiceGroup.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import type { Icon } from '#src/ui/icon.ts'

const TOP = 'top'
const INDENT_REM = 1.125

interface PickCollectionDialogProps {
  readonly title: string
  readonly collections: readonly CollectionItem[]
  /** Where it lies now. */
  readonly now: string | null
  /** Not to be chosen, with all inside it. */
  readonly but?: string | undefined
  /** Said of the top: in no collection. */
  readonly topLabel: string
  readonly confirmLabel: string
  readonly busy?: boolean | undefined
  readonly error?: string | null | undefined
  readonly onPick: (collectionId: string | null) => void
  readonly onClose: () => void
}

/** Asks into which collection something is to go. */
export function PickCollectionDialog(props: PickCollectionDialogProps) {
  const { title, collections, now, but, topLabel, confirmLabel, busy = false, error, onPick, onClose } = props
  const [value, setValue] = useState(now ?? TOP)
  const rows = inTreeOrder(collections, but)
  const to = rows.find(({ collection }) => collection.id === value)?.collection
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={title}
      description="Who may see it there is said by the collection."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={value === (now ?? TOP)}
            onClick={() => onPick(value === TOP ? null : value)}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <ChoiceGroup label="Collection" value={value} onChange={setValue} className="flex flex-col">
        <Row value={TOP} icon={House} name={topLabel} depth={0} />
        {rows.map(({ collection, depth }) => (
          <Row
            key={collection.id}
            value={collection.id}
            icon={collection.hasOwnAccess ? FolderLock : Folder}
            name={collection.name}
            depth={depth}
            disabled={!canEdit(collection.role)}
          />
        ))}
      </ChoiceGroup>
      {to?.hasOwnAccess === true && (
        <p className="mt-3 text-xs text-ink-muted">“{to.name}” says itself who may see what is in it.</p>
      )}
      {error && (
        <p role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {error}
        </p>
      )}
    </Dialog>
  )
}

interface RowProps {
  readonly value: string
  readonly icon: Icon
  readonly name: string
  readonly depth: number
  readonly disabled?: boolean
}

function Row({ value, icon: RowIcon, name, depth, disabled = false }: RowProps) {
  const id = useId()
  return (
    <Choice
      value={value}
      aria-labelledby={id}
      disabled={disabled}
      className="flex h-9 shrink-0 items-center gap-2 rounded-md bg-transparent px-2 shadow-none hover:bg-ink/4 hover:shadow-none data-[state=checked]:bg-accent-soft data-[state=checked]:ring-0 pointer-coarse:h-11"
      style={{ paddingLeft: `${depth * INDENT_REM + 0.5}rem` }}
    >
      <RowIcon aria-hidden className="size-4 shrink-0 text-ink-muted" strokeWidth={1.75} />
      <span id={id} className="truncate text-sm">
        {name}
      </span>
    </Choice>
  )
}

interface TreeRow {
  readonly collection: CollectionItem
  readonly depth: number
}

/** Each followed by those inside it. */
function inTreeOrder(collections: readonly CollectionItem[], but: string | undefined): readonly TreeRow[] {
  const rowsIn = (parentId: string | null, depth: number): TreeRow[] =>
    collections
      .filter((one) => one.parentId === parentId && one.id !== but)
      .flatMap((collection) => [{ collection, depth }, ...rowsIn(collection.id, depth + 1)])
  return rowsIn(null, 0)
}
