import { counted } from '#shared/lib/counted.ts'
import { UserX } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { CustomerTraces } from '#shared/contract/rest/customers.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDeleteCustomer, useFindCustomer } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'

/** Deletes one customer from all data of a workspace, once it was shown where they are. */
export function DeleteCustomer({ workspaceId }: { readonly workspaceId: string }) {
  const [isOpen, setOpen] = useState(false)
  const [id, setId] = useState('')
  const find = useFindCustomer(workspaceId)
  const remove = useDeleteCustomer(workspaceId)
  // Of another id than the one that stands there now nothing is known.
  const found = find.data !== undefined && find.variables === id.trim() ? find.data : null
  const failed = remove.error ?? find.error

  const show = (open: boolean) => {
    setOpen(open)
    setId('')
    find.reset()
    remove.reset()
  }
  const look = (event: FormEvent) => {
    event.preventDefault()
    if (id.trim() !== '') find.mutate(id.trim())
  }

  return (
    <>
      <Button variant="ghost-danger" icon={UserX} onClick={() => show(true)}>
        Delete one customer
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={show}
        title="Delete one customer from all data?"
        confirmLabel="Delete this customer"
        busy={remove.isPending}
        disabled={found === null || found.datasets.length + found.notSearched.length === 0}
        error={failed === null ? null : wordsOf(failed)}
        onConfirm={() =>
          remove.mutate(id.trim(), {
            onSuccess: (gone) => {
              show(false)
              toast.success(goneWords(gone))
            },
          })
        }
      >
        <form onSubmit={look} className="flex flex-col gap-3">
          <TextField
            label="Id, e-mail address, or the hash of it"
            hint="As it is in the data, or as it was before it was hashed."
            value={id}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setId(event.target.value)}
          />
          <Button type="submit" size="sm" className="self-start" disabled={id.trim() === ''} busy={find.isPending}>
            Show where they are
          </Button>
          {found !== null && <Traces found={found} />}
        </form>
      </ConfirmDialog>
    </>
  )
}

function Traces({ found: { datasets, notSearched } }: { readonly found: CustomerTraces }) {
  return (
    <output className="block text-sm text-pretty text-ink-muted">
      {datasets.length === 0 ? (
        <p>Nobody with this id is in the data that was read in this workspace.</p>
      ) : (
        <>
          <ul aria-label="Where this customer is" className="mb-2 flex flex-col gap-1">
            {datasets.map(({ id, name, events, cases }) => (
              <li key={id} className="flex justify-between gap-3">
                <span className="truncate text-ink">{name}</span>
                <span className="tabular shrink-0">
                  {counted(events, 'event')}
                  {cases > 1 && ` of ${counted(cases, 'case')}`}
                </span>
              </li>
            ))}
          </ul>
          <p>
            All these events go, with what the files and the rejected rows have of them, and every number is counted
            anew. Backups that were made before still have them. This cannot be undone.
          </p>
        </>
      )}
      {notSearched.length > 0 && (
        <p className="mt-2">
          Not searched, because a file there was not read yet: {notSearched.map(({ name }) => `“${name}”`).join(', ')}.
          Whoever is deleted now is left out when it is read. Until then the file itself still has them, and a hash of
          the id is kept beside it; delete such a dataset if nobody will read it.
        </p>
      )}
    </output>
  )
}

function goneWords({ datasets }: CustomerTraces): string {
  if (datasets.length === 0) return 'They are left out of every file that was not read yet'
  const events = datasets.reduce((sum, each) => sum + each.events, 0)
  return `${counted(events, 'event')} in ${counted(datasets.length, 'dataset')} deleted`
}
