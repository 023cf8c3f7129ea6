import { ChevronDown, Link2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCreateShare } from '#src/api/share-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { bodyOf, type DraftFaults, faultsOf, isPlain, type LinkDraft, NEW_LINK } from './link-draft.ts'
import { LinkFields } from './LinkFields.tsx'
import { RoleChoice } from './RoleChoice.tsx'

interface CreateShareProps {
  readonly journeyId: string
  /** The links that there are. */
  readonly shares: readonly ShareItem[]
  /** There is a link to hand on: it was made now, or it was there. */
  readonly onLink: (share: ShareItem, isNew: boolean) => void
}

/** Gets a link with one click; what else it may ask is folded away. A plain one that is there already is not made twice. */
export function CreateShare({ journeyId, shares, onLink }: CreateShareProps) {
  const [draft, setDraft] = useState<LinkDraft>(NEW_LINK)
  const [isUnfolded, setUnfolded] = useState(false)
  const [faults, setFaults] = useState<DraftFaults>({})
  const create = useCreateShare(journeyId)
  const optionsId = useId()
  const existing = isUnfolded ? undefined : shares.find((share) => share.role === draft.role && isPlain(share))

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (existing !== undefined) {
      onLink(existing, false)
      return
    }
    const wanted = isUnfolded ? draft : { ...NEW_LINK, role: draft.role }
    const found = faultsOf(wanted)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    create.mutate(bodyOf(wanted), {
      onSuccess: (share) => {
        setDraft({ ...NEW_LINK, role: draft.role })
        setUnfolded(false)
        onLink(share, true)
      },
    })
  }

  return (
    <form onSubmit={submit} noValidate className="rounded-lg bg-surface-sunken p-3">
      <RoleChoice role={draft.role} onChange={(role) => setDraft({ ...draft, role })} />
      {isUnfolded && (
        <div id={optionsId} className="mt-4 border-t border-line pt-4">
          <LinkFields
            journeyId={journeyId}
            draft={draft}
            onChange={(patch) => setDraft({ ...draft, ...patch })}
            faults={faults}
          />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button
          variant="ghost"
          aria-expanded={isUnfolded}
          aria-controls={isUnfolded ? optionsId : undefined}
          onClick={() => setUnfolded(!isUnfolded)}
          className="-ml-1"
        >
          <ChevronDown aria-hidden className={cn('size-4 transition-transform', isUnfolded && 'rotate-180')} />
          {isUnfolded ? 'Fewer options' : 'Password, expiry, what it shows'}
        </Button>
        <Button variant="primary" type="submit" icon={Link2} busy={create.isPending} className="ml-auto">
          {existing === undefined ? 'Create link' : 'Copy this link'}
        </Button>
      </div>
      {create.error !== null && (
        <p role="alert" className="mt-2 text-xs text-danger">
          {wordsOf(create.error)}
        </p>
      )}
    </form>
  )
}
