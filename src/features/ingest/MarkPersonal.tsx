import { counted } from '#shared/lib/counted.ts'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useMarkPersonal } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { toast } from '#src/ui/toast.ts'

type Marked = Pick<DatasetBody, 'id' | 'events' | 'fields' | 'personal' | 'files'>

/** Marks columns of a dataset that is only fed live as personal, after events came in. With a file that is done where its columns are. */
export function MarkPersonal({ dataset }: { readonly dataset: Marked }) {
  const [isAsking, setAsking] = useState(false)
  if (dataset.files.length > 0) return null
  return (
    <section aria-label="Personal columns" className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      <p>Does a column say who somebody is?</p>
      <Button size="sm" onClick={() => setAsking(true)}>
        Hash columns
      </Button>
      {isAsking && <MarkDialog dataset={dataset} onClose={() => setAsking(false)} />}
    </section>
  )
}

function MarkDialog({ dataset, onClose }: { readonly dataset: Marked; readonly onClose: () => void }) {
  const { events, fields, personal } = dataset
  const [isCase, setCase] = useState(false)
  const [columns, setColumns] = useState<readonly string[]>([])
  const mark = useMarkPersonal(dataset.id)
  const open = fields.map(({ name }) => name).filter((name) => !personal.columns.includes(name))
  const count = columns.length + (isCase ? 1 : 0)
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Hash columns that say who somebody is?"
      confirmLabel="Hash for ever"
      busy={mark.isPending}
      disabled={count === 0}
      error={mark.error === null ? null : wordsOf(mark.error)}
      onConfirm={() =>
        mark.mutate(
          { case: isCase, columns: [...columns] },
          {
            onSuccess: () => {
              onClose()
              toast.success(`${counted(count, 'column')} hashed`)
            },
          },
        )
      }
    >
      <div className="flex flex-col gap-2">
        {!personal.case && <Checkbox label="Who it is about (the case)" checked={isCase} onChange={setCase} />}
        {open.map((name) => (
          <Checkbox
            key={name}
            label={name}
            checked={columns.includes(name)}
            onChange={(isOn) => setColumns(isOn ? [...columns, name] : columns.filter((other) => other !== name))}
          />
        ))}
        {personal.case && open.length === 0 && <p>All columns are hashed already.</p>}
      </div>
      <output className="mt-3 block text-sm text-pretty text-ink-muted">
        In all {counted(events, 'event')} that are stored, and in all that come from now on, these values are replaced
        by a hash. Cases stay the same cases, so counts stay; bindings and segments that name such a value find it no
        more. The clear values cannot be brought back: this cannot be undone.
      </output>
    </ConfirmDialog>
  )
}
