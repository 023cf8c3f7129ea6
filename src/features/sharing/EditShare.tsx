import { type FormEvent, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeShare } from '#src/api/share-queries.ts'
import { bodyOf, type DraftFaults, draftOf, faultsOf, type LinkDraft } from './link-draft.ts'
import { LinkFields } from './LinkFields.tsx'
import { RoleChoice } from './RoleChoice.tsx'

interface EditShareProps {
  readonly journeyId: string
  readonly share: ShareItem
  /** By which a button elsewhere sends it. */
  readonly formId: string
  readonly onDone: () => void
  readonly onBusy: (isBusy: boolean) => void
}

/** Changes a link that was given away already; what changes holds at once for whoever is in by it. */
export function EditShare({ journeyId, share, formId, onDone, onBusy }: EditShareProps) {
  const [draft, setDraft] = useState<LinkDraft>(() => draftOf(share))
  const [faults, setFaults] = useState<DraftFaults>({})
  const change = useChangeShare(journeyId)
  const edit = (patch: Partial<LinkDraft>): void => setDraft({ ...draft, ...patch })

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const found = faultsOf(draft)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    onBusy(true)
    change.mutate({ id: share.id, ...bodyOf(draft) }, { onSuccess: onDone, onSettled: () => onBusy(false) })
  }

  return (
    <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <RoleChoice role={draft.role} onChange={(role) => edit({ role })} />
      <LinkFields journeyId={journeyId} draft={draft} onChange={edit} faults={faults} />
      {change.error !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {wordsOf(change.error)}
        </p>
      )}
    </form>
  )
}
