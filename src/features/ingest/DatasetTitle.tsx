import { counted } from '#shared/lib/counted.ts'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { canManage } from '#shared/contract/roles.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteDataset, useRenameDataset } from '#src/api/mutations.ts'
import { useSession } from '#src/api/queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { toast } from '#src/ui/toast.ts'
import { focusWhenShown } from './focus-when-shown.ts'
import { useMayChange } from './use-may-change.ts'

interface DatasetTitleProps {
  readonly dataset: DatasetBody
  readonly onDeleted: () => void
}

/** The name of a dataset, changed where it stands, and the menu of what else can be done with it. */
export function DatasetTitle({ dataset, onDeleted }: DatasetTitleProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [asksDelete, setAsksDelete] = useState(false)
  const cancelled = useRef(false)
  const workspaces = useSession().data?.workspaces ?? []
  const mayDelete = workspaces.some(({ id, role }) => id === dataset.workspaceId && canManage(role))
  const mayChange = useMayChange(dataset.workspaceId)
  const rename = useRenameDataset()
  const remove = useDeleteDataset()

  const save = () => {
    const name = draft?.trim() ?? ''
    setDraft(null)
    if (cancelled.current || name === '' || name === dataset.name) return
    rename.mutate({ id: dataset.id, name }, { onError: (error) => toast.error(wordsOf(error)) })
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    cancelled.current = event.key === 'Escape'
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }

  return (
    <div className="flex min-w-0 items-center gap-1">
      {draft === null ? (
        <h1 className="min-w-0 truncate text-2xl font-semibold text-ink">
          {rename.isPending ? rename.variables.name : dataset.name}
        </h1>
      ) : (
        <input
          aria-label="Name of the dataset"
          ref={focusWhenShown}
          maxLength={200}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={save}
          onKeyDown={keys}
          className="-ml-2 min-w-0 flex-1 rounded-md border border-line-strong bg-surface-raised px-2 text-2xl font-semibold text-ink"
        />
      )}
      {mayChange && (
        <Menu
          trigger={<IconButton icon={Ellipsis} label={mayDelete ? 'Rename or delete' : 'Rename'} />}
          entries={[
            {
              label: 'Rename',
              icon: Pencil,
              onSelect: () => {
                cancelled.current = false
                setDraft(dataset.name)
              },
            },
            ...(mayDelete
              ? ([
                  { kind: 'separator' },
                  { label: 'Delete', icon: Trash2, danger: true, onSelect: () => setAsksDelete(true) },
                ] as const)
              : []),
          ]}
        />
      )}
      <ConfirmDialog
        open={asksDelete}
        onOpenChange={setAsksDelete}
        title={`Delete “${dataset.name}”?`}
        confirmLabel="Delete dataset"
        busy={remove.isPending}
        error={remove.isError ? wordsOf(remove.error) : null}
        onConfirm={() => remove.mutate(dataset.id, { onSuccess: onDeleted })}
      >
        {dataset.events > 0 ? `Its ${counted(dataset.events, 'event')} are gone for good. ` : ''}
        Journeys that are bound to it keep their content, but show no numbers any more.
      </ConfirmDialog>
    </div>
  )
}
